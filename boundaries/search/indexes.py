"""The full-text index of each database as migration operations; triggers or a generated column keep it in step.

The words come folded and apart, so the databases only split at spaces and never fold or stem by themselves.
"""

from audit.triggers import Triggers

TABLE, INDEX = "boundaries_searchentry", "boundaries_searchindex"
# whose words it is: what the engine may narrow by before it looks at any word
SCOPE = " || ".join(
    f"' {letter}' || coalesce({{row}}.{column}, '')"
    for letter, column in (("o", "organisation_id"), ("t", "team_id"), ("r", "reporter_id"), ("a", "assignee_id"))
)
KEPT_APART = ("organisation_id", "team_id", "reporter_id", "assignee_id", "words")

# Only words and columns, no places in the text: half the size. `ascii` leaves every other letter as it is.
SQLITE_INDEX = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(scope, words, content='', columnsize=0, detail='column',"
    " prefix='2 3 4', tokenize='ascii')"
)
POSTGRES_INDEX = [
    f"ALTER TABLE {TABLE} ADD COLUMN document tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED",
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin (document)",
    f"CREATE INDEX {INDEX}_organisation ON {TABLE} (organisation_id, id)",
    f"CREATE INDEX {INDEX}_team ON {TABLE} (team_id, id)",
    f"CREATE INDEX {INDEX}_reporter ON {TABLE} (reporter_id, id)",
    f"CREATE INDEX {INDEX}_assignee ON {TABLE} (assignee_id, team_id, id)",
]


class SearchIndex(Triggers):
    """Everything that finds the rows of boundaries_searchentry by their words."""

    table, label = TABLE, ""
    ways = {"sqlite": ("added", "changed", "removed"), "postgresql": ()}

    def describe(self):
        return "Full-text index of what is searched"

    def deconstruct(self):
        return type(self).__name__, [], {}

    def create(self, vendor):
        if vendor == "postgresql":
            return POSTGRES_INDEX
        add, remove = _put("NEW"), _take("OLD")
        changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in KEPT_APART)
        return [
            SQLITE_INDEX,
            f"CREATE TRIGGER {TABLE}_added AFTER INSERT ON {TABLE} BEGIN {add}; END",
            f"CREATE TRIGGER {TABLE}_changed AFTER UPDATE ON {TABLE} WHEN {changed} BEGIN {remove}; {add}; END",
            f"CREATE TRIGGER {TABLE}_removed AFTER DELETE ON {TABLE} BEGIN {remove}; END",
        ]

    def drop(self, vendor):
        if vendor == "postgresql":
            return [f"ALTER TABLE {TABLE} DROP COLUMN document"]
        return [*super().drop(vendor), f"DROP TABLE {INDEX}"]


def _put(row):
    return f"INSERT INTO {INDEX} (rowid, scope, words) VALUES ({row}.id, {SCOPE.format(row=row)}, {row}.words)"


def _take(row):
    """An index without content is told what to forget."""
    columns = f"{INDEX}, rowid, scope, words"
    return f"INSERT INTO {INDEX} ({columns}) VALUES ('delete', {row}.id, {SCOPE.format(row=row)}, {row}.words)"
