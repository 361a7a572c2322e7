"""Where the hearings of a record stand: who has still to be asked, who has been heard, whose time is running."""

from django.utils import timezone

from boundaries.choices import Outcome
from supervision.models import Deadline, Hearing

# Outcomes that say nothing about anybody: no hearing is needed for them. Every other one needs it.
ABOUT_NOBODY = frozenset({Outcome.RECORDED_ONLY, Outcome.NO_FURTHER_ACTION, Outcome.DUPLICATE})


def people_concerned(incident) -> list:
    """The named people who can be asked at all: known here by account, and not the reporter herself."""
    rows = incident.named.select_related("user__profile").exclude(user=None).exclude(user=incident.reporter_id)
    return [row.user for row in rows.order_by("pk")]


def hearings_of(incident) -> list[Hearing]:
    return list(Hearing.objects.filter(incident=incident).select_related("person", "asked_by", "waived_by").order_by("asked_at"))


def not_asked(incident) -> list:
    """Who has been neither asked nor excused from it."""
    asked = {hearing.person_id for hearing in hearings_of(incident)}
    return [person for person in people_concerned(incident) if person.pk not in asked]


def can_be_asked(incident) -> list:
    """Of these, whoever still signs in here: nobody else could read the question."""
    return [person for person in not_asked(incident) if person.is_active]


def can_be_waived(incident) -> list:
    """Not asked yet, or asked and silent so far."""
    silent = [row.person for row in hearings_of(incident) if row.answered_at is None and row.waived_at is None]
    return [*not_asked(incident), *silent]


def not_heard(incident) -> list:
    """Who has not been asked, or may still answer. Her time over, it stands that she was asked and did not answer."""
    waiting = running(incident)
    silent = [row.person for row in hearings_of(incident) if row.pk in waiting and not is_done(row)]
    return [*not_asked(incident), *silent]


def running(incident) -> dict:
    """Hearing -> until when the person may answer, of those whose time is not over."""
    rows = Deadline.objects.open().filter(incident=incident, kind=Deadline.Kind.HEARING, due_at__gt=timezone.now())
    return dict(rows.values_list("subject_id", "due_at"))


def is_done(hearing) -> bool:
    return hearing.answered_at is not None or hearing.waived_at is not None


def needs_hearing(outcome) -> bool:
    return outcome not in ABOUT_NOBODY
