"""The register's full-text index in each database, as a migration operation: of the same make as that of the search."""

from boundaries.search.indexes import SearchIndex

TABLE, INDEX = "supervision_registerentry", "supervision_registerindex"
SQLITE_INDEX = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(words, content='', columnsize=0, detail='column',"
    " prefix='2 3 4', tokenize='ascii')"
)
POSTGRES_INDEX = [
    f"ALTER TABLE {TABLE} ADD COLUMN document tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED",
    f"CREATE INDEX {INDEX} ON {TABLE} USING gin (document)",
]
ADD = f"INSERT INTO {INDEX} (rowid, words) VALUES (NEW.id, NEW.words)"
# an index without content is told what to forget
REMOVE = f"INSERT INTO {INDEX} ({INDEX}, rowid, words) VALUES ('delete', OLD.id, OLD.words)"


class RegisterIndex(SearchIndex):
    """Everything that finds the rows of supervision_registerentry by their words."""

    table = TABLE

    def describe(self):
        return "Full-text index of the register"

    def create(self, vendor):
        if vendor == "postgresql":
            return POSTGRES_INDEX
        return [
            SQLITE_INDEX,
            f"CREATE TRIGGER {TABLE}_added AFTER INSERT ON {TABLE} BEGIN {ADD}; END",
            f"CREATE TRIGGER {TABLE}_changed AFTER UPDATE ON {TABLE} WHEN NEW.words IS NOT OLD.words"
            f" BEGIN {REMOVE}; {ADD}; END",
            f"CREATE TRIGGER {TABLE}_removed AFTER DELETE ON {TABLE} BEGIN {REMOVE}; END",
        ]

    def drop(self, vendor):
        if vendor == "postgresql":
            return [f"ALTER TABLE {TABLE} DROP COLUMN document"]
        return [*(f"DROP TRIGGER IF EXISTS {name}" for name in self.names(vendor)), f"DROP TABLE {INDEX}"]
