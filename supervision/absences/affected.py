"""Whom an absence affects: the records in which somebody is awaited, and what she owes in the meantime."""

from django.db.models import Q

from boundaries.choices import Status
from boundaries.models import Incident
from supervision.models import Deadline
from supervision.obligations import ASKED_IN_PERSON

# somebody may write in these at any time and is answered; after the result it is the reporter's turn
AWAITING = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED)


def owed_by(person):
    """What this person owes and nobody else can be asked to do."""
    return Deadline.objects.open().filter(owner=person, incident__isnull=False).exclude(kind__in=ASKED_IN_PERSON)


def owed_during(person, starts_at, now):
    """What she owes that falls due after she has left; of an absence that has begun already, everything."""
    rows = owed_by(person)
    return rows if starts_at <= now else rows.filter(due_at__gte=starts_at)


def owed_inside(person, starts_at, ends_at, now):
    """What has to move at once: what falls due inside the absence, and all of it where she has left already."""
    rows = owed_during(person, starts_at, now)
    return rows if starts_at <= now else rows.filter(due_at__lt=ends_at)


def conversations(person, ends_at=None):
    """The records in which this person is the one who answers, or owes something until then: their reporters are told."""
    owed = owed_by(person) if ends_at is None else owed_by(person).filter(due_at__lt=ends_at)
    mine = Q(assignee=person, status__in=AWAITING) | Q(pk__in=owed.values("incident"))
    return Incident.objects.filter(mine, organisation=person.organisation_id).order_by("pk")


def others_owed(person, told):
    """Records in which she owes something and nobody need be told of it."""
    owed = owed_by(person).exclude(incident__in=told).values("incident")
    return Incident.objects.filter(pk__in=owed, organisation=person.organisation_id).order_by("pk")


def covered_now(person):
    """Records that are hers by right, as assignee or as the one asked to decide, and where others may stand in."""
    hers = Q(assignee=person) | Q(escalated_to=person, status=Status.ESCALATED)
    rows = Incident.objects.filter(hers, organisation=person.organisation_id).open()
    return rows.filter(doors__basis="cover").distinct().order_by("pk")
