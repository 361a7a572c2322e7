"""What somebody would write by hand who knows this one question: a supervisor, his team, one beginning of a word."""

from uuid import UUID

from django.db import connection
from django.utils import timezone

# the rule of boundaries/visibility.py, for a supervisor
DOORS = "SELECT incident_id FROM boundaries_access WHERE user_id = %s AND (until IS NULL OR until > %s)"
MAY_SEE = (
    "i.organisation_id = %s AND i.status <> 'draft' AND (i.reporter_id = %s OR ((i.assignee_id = %s OR i.id IN"
    f" ({DOORS}) OR (i.team_id = %s AND i.route <> 'independent')) AND i.id NOT IN (SELECT incident_id FROM"
    " boundaries_namedperson WHERE user_id = %s)))"
)


def by_hand(sam, word):
    """The newest 50 of what his team wrote and what is open to him, each held to the rule."""
    key = (lambda value: value.hex) if connection.vendor == "sqlite" else (lambda value: value)
    person, team, now = key(sam.pk), key(sam.team.pk), connection.ops.adapt_datetimefield_value(timezone.now())
    of_team, asked = {"sqlite": sqlite, "postgresql": postgres}[connection.vendor](word, team, person)
    sql = (
        f"SELECT found.id, i.id FROM (SELECT * FROM ({of_team}) team UNION SELECT * FROM ({BEHIND_DOORS}) doors) found"
        f" JOIN boundaries_incident i ON i.id = found.incident_id WHERE {MAY_SEE} ORDER BY found.id DESC LIMIT 50"
    )
    doors = [person, now, f"% {word}%"]
    seen = [key(sam.organisation_id), person, person, person, now, team, person]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked, *doors, *seen])
        rows = cursor.fetchall()
    return [(number, incident if isinstance(incident, UUID) else UUID(incident)) for number, incident in rows]


def sqlite(word, team, person):
    sql = (
        "SELECT e.id AS id, e.incident_id FROM boundaries_searchindex f CROSS JOIN boundaries_searchentry e ON e.id = f.rowid"
        " WHERE f.boundaries_searchindex MATCH %s ORDER BY f.rowid DESC LIMIT 60"
    )
    return sql, [f'words : "{word}" * AND scope : ("t{team}" OR "r{person}" OR "a{person}")']


def postgres(word, team, person):
    sql = (
        "SELECT id, incident_id FROM boundaries_searchentry WHERE document @@ %s::tsquery AND team_id = %s"
        " ORDER BY id DESC LIMIT 60"
    )
    return sql, [f"'{word}':*", team]


BEHIND_DOORS = (
    "SELECT e.id AS id, e.incident_id FROM boundaries_access d JOIN boundaries_searchentry e"
    " ON e.incident_id = d.incident_id WHERE d.user_id = %s AND (d.until IS NULL OR d.until > %s) AND e.words LIKE %s"
)
