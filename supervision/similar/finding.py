"""The likes of a report and their replies: of the same kind, in the same language first, for the same reason first, newest
first (CS.6.5).

One statement asks an index for a few more candidates than are shown, another reads the replies of those that this person
may see. Beyond that, only what an author opened to the service (B-CS-14), and never from past the line.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from accounts.models.organisation import LANGUAGES
from accounts.roles import Right
from boundaries.choices import Route
from boundaries.models import Incident, NamedPerson
from supervision.models import Likeness, Message
from supervision.similar.entries import REASON, reason_of

MOST, CANDIDATES = 10, 16  # shown, and looked at of each part of the index
MOST_IN_PERSON = 200
ORDER = ("-submitted_at", "-incident")
FIELDS = ("incident_id", "language", "reason", "submitted_at", "is_shared")
ANY_LANGUAGE, ANY_REASON = "??", "???"  # stand in the statement of one part for those of each


@dataclass(frozen=True)
class Like:
    """A report and the replies that were given to it; `is_seen`: whether this reader may open the record itself."""

    incident: Incident
    is_seen: bool
    replies: list[Message] = field(default_factory=list)


def similar(user, incident) -> list[Like]:
    """At most MOST, and none for a question, which has no kind."""
    if incident.event_type_id is None:
        return []
    rows = [row for row in _candidates(user, incident) if row[0] != incident.pk]
    rows.sort(key=lambda row: (row[3], row[0]), reverse=True)
    rows.sort(key=lambda row: (row[1] != incident.language, row[2] != reason_of(incident)))
    keys = [key for key, *_rest in rows]
    shared = {row[0] for row in rows if row[4]}
    found, few = [], MOST + 2
    for start in range(0, len(keys), few):
        found += _read(user, keys[start : start + few], shared)
        if len(found) >= MOST:
            break
    return found[:MOST]


# -- candidates, from the index alone ---------------------------------------------------------------------------


def _candidates(user, incident) -> set[tuple]:
    """The newest of each language and reason by role, those in person, and the newest that were opened to everybody."""
    of_kind = Likeness.objects.filter(organisation_id=incident.organisation_id, event_type_id=incident.event_type_id)
    answered = of_kind.filter(answered_at__isnull=False)
    parts, by_role = [_part(of_kind.filter(is_shared=True))], _by_role(user, answered)
    if by_role is not None:
        text, values = _part(by_role.filter(language=ANY_LANGUAGE, reason=ANY_REASON))
        parts += [(text, _filled(values, one, reason)) for one in LANGUAGES for reason in REASON.values()]
    keys = [row[0] for row in Incident.objects.ids_open_in_person(user)[:MOST_IN_PERSON].values_list("pk")]
    if keys:
        parts.append(_part(answered.filter(incident__in=keys)))
    return _together(parts)


def _by_role(user, rows):
    """As boundaries/visibility.py opens them by role; everybody else reads what is hers in person."""
    if user.has_right(Right.READ_SERVICE) or user.has_right(Right.READ_PSEUDONYMISED):
        return rows
    return rows.filter(team=user.team) if user.has_right(Right.READ_TEAM) and user.team else None


def _part(rows) -> tuple[str, tuple]:
    inner = rows.order_by(*ORDER).values_list(*FIELDS)[:CANDIDATES]
    text, values = inner.query.sql_with_params()
    return f"SELECT * FROM ({text}) part", values


def _filled(values, language, reason) -> list:
    """The same part for one language and reason: Django takes longer to write it than the database to answer it."""
    chosen = {ANY_LANGUAGE: language, ANY_REASON: reason}
    return [chosen.get(value, value) if isinstance(value, str) else value for value in values]


def _together(parts) -> set[tuple]:
    with connection.cursor() as cursor:
        sql = " UNION ALL ".join(text for text, _values in parts)
        cursor.execute(sql, [value for _text, values in parts for value in values])
        return {(_key(key), *rest, bool(is_shared)) for key, *rest, is_shared in cursor.fetchall()}


def _key(value) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


# -- and of those what this person may read ---------------------------------------------------------------------


def _read(user, keys, shared) -> list[Like]:
    """These with their replies, as far as this person may read them: nothing that she wrote herself, or is part of."""
    replies = Message.objects.filter(incident__in=keys, kind=Message.Kind.REPLY).exclude(incident__reporter=user)
    replies = replies.select_related("incident", "sharing").order_by("sent_at", "id")
    likes: dict[UUID, Like] = {}
    for message in replies.filter(incident__in=Incident.objects.visible_to(user).filter(pk__in=keys)):
        likes.setdefault(message.incident_id, Like(message.incident, True)).replies.append(message)
    if hidden := [key for key in keys if key in shared and key not in likes]:
        walled = NamedPerson.objects.filter(user=user, incident__in=hidden).values("incident")
        opened = replies.filter(incident__in=hidden, sharing__isnull=False).exclude(incident__in=walled)
        for message in opened.exclude(incident__route=Route.INDEPENDENT):
            likes.setdefault(message.incident_id, Like(message.incident, False)).replies.append(message)
    return [likes[key] for key in keys if key in likes]
