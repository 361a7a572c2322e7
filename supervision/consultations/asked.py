"""What is asked of one person: her view on what she is part of, and her advice to colleagues, in one list."""

from django.utils.translation import gettext as _

from supervision.consultations import standing
from supervision.hearings import acts as hearings
from supervision.hearings.standing import is_done as is_heard
from supervision.models import Deadline
from supervision.moments import Clock

MOST = 50  # of each kind; the newest of what is finished


def open_lines(user) -> list[dict]:
    """What waits for her, the most pressing first."""
    return sorted(
        _lines(user, is_open=True), key=lambda line: (line["due_at"] is None, line["due_at"], line["asked_at"])
    )


def done_lines(user) -> list[dict]:
    """What she answered, and what needs no answer any more; the newest first."""
    return sorted(_lines(user, is_open=False), key=lambda line: line["asked_at"], reverse=True)


def _lines(user, *, is_open):
    clock = Clock(user.organisation)
    found = [(row, "consultation") for row in _consultations(user) if standing.awaits_answer(row) == is_open]
    found += [(row, "hearing") for row in _hearings(user) if _may_speak(row) == is_open]
    due = _due([row for row, _kind in found])
    return [line_of(row, kind, due.get(row.pk), clock) for row, kind in found]


def _consultations(user):
    rows = standing.asked_of(user).select_related("incident", "asked_by")
    return rows.order_by("-asked_at")[:MOST]


def _hearings(user):
    return hearings.asked_of(user).select_related("incident").order_by("-asked_at")[:MOST]


def _may_speak(hearing):
    return not is_heard(hearing) and hearing.incident.status in hearings.OPEN


def _due(rows):
    kinds = (Deadline.Kind.HEARING, standing.DUE)
    found = Deadline.objects.open().filter(kind__in=kinds, subject_id__in=[row.pk for row in rows])
    return dict(found.values_list("subject_id", "due_at")) if rows else {}


def line_of(row, kind, due_at, clock) -> dict:
    """Who is behind a hearing is not told, and the words of what was taken back are shown no more."""
    is_consultation = kind == "consultation"
    is_off = is_consultation and row.withdrawn_at is not None
    return {
        "id": str(row.pk),
        "kind": kind,
        "what": _what(row, is_consultation),
        "url": f"/asked/{row.pk}/" if is_consultation else f"/hearings/{row.pk}/",
        "question": "" if is_off else row.question,
        "extract": row.extract if is_consultation and not is_off else "",
        "language": row.language,
        "asked_at": row.asked_at,
        "due_at": due_at,
        "left": clock.left(due_at) if due_at else "",
        "is_late": clock.is_late(due_at),
        "answer": row.answer,
        "answered_at": row.answered_at,
        "standing": _standing(row, clock, is_off=is_off),
    }


def _what(row, is_consultation):
    return (
        _("%(who)s asks for your advice") % {"who": row.asked_by.short_name}
        if is_consultation
        else _("You are asked for your view")
    )


def _standing(row, clock, *, is_off):
    if is_off:
        return _("taken back")
    if row.answered_at:
        return _("answered on %(when)s") % {"when": clock.short(row.answered_at)}
    return _("needs no answer any more")
