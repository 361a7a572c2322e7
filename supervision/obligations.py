"""Opening, meeting and cancelling what is owed, and keeping the incident's own clock in step."""

from django.utils import timezone

from audit.inserting import insert
from policies.models import ServiceStandard
from supervision.models import Deadline

Kind = Deadline.Kind
ANSWERS_OWED = (Kind.REPLY, Kind.URGENT, Kind.PROMISE)


def open_deadline(incident, kind, owner, *, due_at=None) -> Deadline:
    """Open an obligation unless one of its kind is open: the oldest unanswered message rules (B-SV-01)."""
    existing = incident.deadlines.open().filter(kind=kind).first()
    return existing or open_first(incident, kind, owner, due_at=due_at)


def open_first(incident, kind, owner, *, due_at=None) -> Deadline:
    """Open an obligation of which none is open: the database refuses a second one."""
    now = timezone.now()
    standard = ServiceStandard.at(incident.organisation_id, now)
    due_at = due_at or now + standard.within(kind, incident.gravity)
    deadline = Deadline(
        organisation_id=incident.organisation_id,
        kind=kind,
        subject_type=incident._meta.label_lower,
        subject_id=incident.pk,
        incident=incident,
        owner=owner,
        opened_at=now,
        remind_at=now + (due_at - now) * standard.reminder_percent / 100,
        due_at=due_at,
    )
    return insert(deadline)


def meet(incident, *kinds) -> int:
    """Mark open obligations of these kinds as met; returns how many."""
    return incident.deadlines.open().filter(kind__in=kinds).update(met_at=timezone.now())


def cancel_all(incident) -> int:
    return incident.deadlines.open().update(cancelled_at=timezone.now())


def hand_over(incident, owner) -> None:
    """Open obligations follow the person who is responsible now; a decision stays with its addressee."""
    incident.deadlines.open().exclude(kind=Kind.DECISION).update(owner=owner)


def keep_in_step(incident) -> None:
    """The incident's due time and urgency, as its open obligations say."""
    set_clock(incident, list(incident.deadlines.open().values_list("kind", "due_at")))
    save_clock(incident)


def set_clock(incident, rows) -> None:
    """From (kind, due time) of all its open obligations; the caller saves the incident."""
    incident.due_at = min((due_at for _kind, due_at in rows), default=None)
    incident.urgent = any(kind == Kind.URGENT for kind, _due_at in rows)


def save_clock(incident) -> None:
    incident.save_held(["due_at", "urgent", "assignee"])


def owes_answer(incident) -> bool:
    return incident.deadlines.open().filter(kind__in=ANSWERS_OWED).exists()
