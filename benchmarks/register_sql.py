"""What somebody would write by hand who knows this one question: an auditor of the whole house, newest first."""

from uuid import UUID

from django.db import connection

# the rule of boundaries/visibility.py, for an auditor without a mandate
MAY_SEE = (
    "i.organisation_id = %s AND i.status <> 'draft' AND i.submitted_at IS NOT NULL"
    " AND i.id NOT IN (SELECT incident_id FROM boundaries_namedperson WHERE user_id = %s)"
)
ORDER = "ORDER BY i.submitted_at DESC, i.id DESC"
SHOWN = (
    "SELECT i.id, i.reference, i.status, i.kind, i.submitted_at, i.outcome, i.safety_concern, i.gravity, i.route,"
    " i.organisation_id, i.behind_pseudonym, c.code, e.label, r.label, t.name, p.pseudonym, o.manner, s.code"
    " FROM boundaries_incident i LEFT JOIN boundaries_client c ON c.id = i.client_id"
    " LEFT JOIN policies_eventtype e ON e.id = i.event_type_id LEFT JOIN policies_eventrule r ON r.id = i.event_rule_id"
    " LEFT JOIN accounts_team t ON t.id = i.team_id JOIN accounts_user u ON u.id = i.reporter_id"
    " LEFT JOIN accounts_staffprofile p ON p.user_id = u.id LEFT JOIN boundaries_onbehalf o ON o.incident_id = i.id"
    " LEFT JOIN boundaries_papersheet s ON s.id = o.sheet_id WHERE i.id IN (%s)"
)


def keys(rita, *, place=None, word="", often=False, most=51):
    """The first `most` behind `place` (moment, id) that hold a word; how often it stands there is known."""
    condition, values = MAY_SEE, [_key(rita.organisation_id), _key(rita.pk)]
    if place:
        moment, key = place
        condition += " AND (i.submitted_at, i.id) < (%s, %s)"
        values += [connection.ops.adapt_datetimefield_value(moment), _key(key)]
    if word:
        more, value = _holding(word, often)
        condition, values = f"{condition} AND {more}", [*values, value]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT i.id, i.submitted_at FROM boundaries_incident i WHERE {condition} {ORDER} LIMIT {most}", values)
        return [row[0] if isinstance(row[0], UUID) else UUID(row[0]) for row in cursor.fetchall()]


def page(rita, **asked):
    """The rows of the page with all that stands in them."""
    found = [_key(key) for key in keys(rita, **asked)[:50]]
    with connection.cursor() as cursor:
        cursor.execute(SHOWN % ", ".join(["%s"] * len(found)), found)
        return cursor.fetchall()


def count(rita, most):
    values = [_key(rita.organisation_id), _key(rita.pk)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM boundaries_incident i WHERE {MAY_SEE} LIMIT {most}) few", values)
        return cursor.fetchone()[0]


def _holding(word, often):
    if connection.vendor == "postgresql":
        entries = "supervision_registerentry e WHERE e.document @@ %s::tsquery"
        if often:
            return f"EXISTS (SELECT 1 FROM {entries} AND e.incident_id = i.id)", f"'{word}':*"
        return f"i.id IN (SELECT e.incident_id FROM {entries})", f"'{word}':*"
    if often:
        return "EXISTS (SELECT 1 FROM supervision_registerentry e WHERE e.incident_id = i.id AND e.words LIKE %s)", f"% {word}%"
    entries = "supervision_registerindex f JOIN supervision_registerentry e ON e.id = f.rowid"
    return f"i.id IN (SELECT e.incident_id FROM {entries} WHERE f.words MATCH %s)", f'"{word}" *'


def _key(value):
    return value.hex if connection.vendor == "sqlite" else value
