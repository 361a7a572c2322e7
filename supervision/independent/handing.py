"""To whom a report may be handed: the contact of today, and never what a former one has, unless she let it go herself."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts import independent
from accounts.models import IndependentContact, User
from audit.models import AuditEvent
from boundaries.acts import SENT
from boundaries.models import Incident
from supervision import assignment, clock
from supervision.models import Message, SealedReport

LEFT = "contact_left"  # her own act: what she has may go to whoever comes next


def has_nobody(incident) -> bool:
    """Nobody inside may answer: all are named in it, its reporter, gone or without the right."""
    return next(assignment.candidates(incident), None) is None


def waiting_contact(incident):
    """Who has accepted, where no contact was given this report, or whoever was has let it go, or is gone while the
    reporter wrote on. Held until it is sealed."""
    contact = independent.accepted(incident.organisation_id)
    if contact is None or not _still_accepted(contact):
        return None
    row = _last_held(incident)
    if row is None:
        return contact
    since = row.contact.ended_at
    return contact if since and _wrote(incident, since) else None


def left_unheard_since(incident):
    """From when on the reporter's words reach nobody: whoever has her report is the contact no more. Else None.

    The report itself stays with that one, who has not let it go: only what is written since goes to the next.
    """
    row = _last_held(incident)
    return row.contact.ended_at if row else None


def has_unfinished(contact) -> bool:
    """Whether a report waits for her answer. Nobody is handed another one while this is asked and acted upon."""
    _still_accepted(contact)
    rows = SealedReport.objects.filter(contact=contact, incident__status__in=SENT, incident__assignee=None)
    return any(_waits(row) for row in rows.select_related("incident"))


def has_not_left(contact) -> bool:
    left = AuditEvent.objects.filter(object_id=contact.organisation_id, act=LEFT, data__contact=str(contact.pk))
    return not left.exists()


def _still_accepted(contact):
    """Takes the lock that handing a report over and ending a contact both need."""
    rows = IndependentContact.objects.select_for_update().filter(pk=contact.pk, ended_at=None)
    return bool(rows.values_list("pk"))


def _waits(row):
    said = row.incident.messages
    answer = said.filter(kind=Message.Kind.REPLY, author=None, sent_at__gte=row.at).order_by("sent_at").last()
    return answer is None or said.filter(author=row.incident.reporter_id, sent_at__gt=answer.sent_at).exists()


def is_with_another(incident, contact) -> bool:
    """Whether somebody who was the contact before has it, so that this one has only what was written since."""
    return _held([incident.organisation_id]).filter(incident=incident).exclude(contact=contact).exists()


def _last_held(incident):
    return _held([incident.organisation_id]).filter(incident=incident).select_related("contact").order_by("at").last()


def _wrote(incident, since) -> bool:
    return incident.messages.filter(author=incident.reporter_id, sent_at__gt=since).exists()


def _held(organisations):
    """What a contact has, of today or of before, and has not let go."""
    left = AuditEvent.objects.filter(object_id__in=organisations, act=LEFT).values_list("data__contact", flat=True)
    rows = SealedReport.objects.filter(contact__organisation__in=organisations)
    return rows.exclude(contact__in=[UUID(key) for key in left])


def to_hand_over(now):
    """Reports of organisations with a contact that no contact has, the last person inside has left, or she is new; and
    those whose reporter wrote on after the contact who has them was gone."""
    rows = IndependentContact.objects.filter(accepted_at__isnull=False, ended_at=None)
    listening = list(rows.values_list("organisation", flat=True))
    if not listening:
        return []
    without = _without_anybody().filter(organisation__in=listening)
    held = _held(listening)
    unheard = held.filter(_is_last, _wrote_on, contact__ended_at__isnull=False).values("incident")
    return clock.in_batches(without.filter(Q(pk__in=unheard) | ~Q(pk__in=held.values("incident"))), "submitted_at")


_is_last = ~Exists(SealedReport.objects.filter(incident=OuterRef("incident"), at__gt=OuterRef("at")))
_wrote_on = Exists(
    Message.objects.filter(
        incident=OuterRef("incident"), author=OuterRef("incident__reporter"), sent_at__gt=OuterRef("contact__ended_at")
    )
)


def _without_anybody():
    """Open reports that nobody who could answer is responsible for."""
    gone = User.objects.filter(is_active=False)
    return Incident.objects.open().filter(Q(assignee=None) | Q(assignee__in=gone))
