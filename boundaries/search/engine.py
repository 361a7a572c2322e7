"""Asking each database, in one statement, for the newest entries that hold all words and that somebody may see.

The index gives candidates newest first and stops at the limit; each is then held to what visible_to() says. What was
opened for somebody in person is a handful and is read through, because no index knows of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils import timezone

from boundaries.search.indexes import INDEX, TABLE
from boundaries.search.query import Word
from boundaries.search.reach import Reach

NEWEST = 2**63 - 1
_CHECKED = (
    "SELECT found.id, found.incident_id, CASE WHEN {seen} THEN 1 ELSE 0 END FROM"
    " (SELECT DISTINCT * FROM ({parts}) parts ORDER BY id DESC LIMIT %s) found"
    " JOIN boundaries_incident ON boundaries_incident.id = found.incident_id ORDER BY found.id DESC"
)


@dataclass(frozen=True)
class Looked:
    """What one look brought: (number, incident) of those seen, newest first, and the number from which to look on."""

    seen: list[tuple[int, UUID]]
    last: int | None


def look(reach: Reach, words: list[Word], seen: tuple[str, Sequence], before: int, width: int) -> Looked:
    """The newest `width` entries numbered below `before`, held to `seen` (boundaries/search/seen.py)."""
    parts = [*_PARTS[connection.vendor](reach, words)]
    if reach.in_person:
        parts.append(_behind_doors(reach, words))
    condition, values = seen
    sql, params = [], []
    for text, of_part in parts:
        sql.append(f"SELECT * FROM ({text} LIMIT %s) part")
        params += [*of_part, before, width]
    with connection.cursor() as cursor:
        cursor.execute(_CHECKED.format(parts=" UNION ALL ".join(sql), seen=condition), [*values, *params, width])
        rows = cursor.fetchall()
    last = rows[-1][0] if len(rows) == width else None
    return Looked([(number, key if isinstance(key, UUID) else UUID(key)) for number, key, is_seen in rows if is_seen], last)


def _sqlite(reach, words):
    """One look into the index: it reads words and scope side by side, backwards, and no further than needed."""
    asked = " AND ".join(f'"{word.text}"' if word.exact else f'"{word.text}" *' for word in words)
    scope = {"o": reach.everything and reach.organisation, "t": reach.team, "r": reach.person}
    scope["a"] = reach.in_person and reach.person
    within = " OR ".join(f'"{letter}{key.hex}"' for letter, key in scope.items() if key)
    yield (
        # by the index's own number: of the entry's, SQLite would not know that it comes in order already
        f"SELECT {INDEX}.rowid AS id, entry.incident_id FROM {INDEX} CROSS JOIN {TABLE} entry ON entry.id = {INDEX}.rowid"
        f" WHERE {INDEX} MATCH %s AND {INDEX}.rowid < %s ORDER BY id DESC",
        [f"words : ({asked}) AND scope : ({within})"],
    )


def _postgres(reach, words):
    """For each way of reach an index in order or the one of words, as the planner thinks by how frequent a word is."""
    asked = " & ".join(f"'{word.text}'" if word.exact else f"'{word.text}':*" for word in words)
    for condition, values, order in _ways(reach):
        narrowed = f"{condition} AND document @@ %s::tsquery AND id < %s ORDER BY {order} DESC"
        yield f"SELECT id, incident_id FROM {TABLE} WHERE {narrowed}", [*values, asked]


# One person's are few: gathered and sorted. Asked in order, the planner may take the index of all entries instead and
# read a million backwards, as it takes who is responsible and which team it is for independent of each other.
IN_ORDER, SORTED = "id", "(id + 0)"


def _ways(reach):
    if reach.everything:
        yield "organisation_id = %s", [reach.organisation], IN_ORDER
        return
    yield "reporter_id = %s", [reach.person], SORTED
    if reach.team:
        yield "team_id = %s", [reach.team], IN_ORDER
    if reach.in_person and reach.team:  # around the team in two steps of the index, past all that the team shows
        yield "assignee_id = %s AND team_id < %s", [reach.person, reach.team], SORTED
        yield "assignee_id = %s AND team_id > %s", [reach.person, reach.team], SORTED
        yield "assignee_id = %s AND team_id IS NULL", [reach.person], SORTED
    elif reach.in_person:
        yield "assignee_id = %s", [reach.person], SORTED


_PARTS = {"sqlite": _sqlite, "postgresql": _postgres}


def _behind_doors(reach, words):
    is_sqlite = connection.vendor == "sqlite"
    person = reach.person.hex if is_sqlite else reach.person
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    holds = " AND ".join(["entry.words LIKE %s"] * len(words))
    text = (
        f"SELECT entry.id AS id, entry.incident_id FROM boundaries_access door JOIN {TABLE} entry"
        " ON entry.incident_id = door.incident_id WHERE door.user_id = %s AND (door.until IS NULL OR door.until > %s)"
        f" AND {holds} AND entry.id < %s ORDER BY id DESC"
    )
    return text, [person, now, *(word.pattern for word in words)]
