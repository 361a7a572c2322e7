"""Where a record stands with what is observed: its phase, who may be asked, and whether the closing questions are settled."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from boundaries import rights
from boundaries.choices import Status
from boundaries.models import Incident
from supervision.models import Message, Observation
from supervision.small.standing import may_still_say_how_it_was, stays_small

Indicator = Observation.Indicator
# asked of the reporter alone, about how she was answered
ASKED = (Indicator.RESPECTED, Indicator.UNDERSTOOD, Indicator.HELPFUL)
# noted by those who answer, as it was said to them
NOTED = (
    Indicator.CLIENT_SATISFACTION, Indicator.CAREGIVER_SATISFACTION, Indicator.GOAL_ATTAINMENT, Indicator.STATUS_CHANGE,
    Indicator.OTHER,
)  # fmt: skip
OBSERVABLE = (Status.ACKNOWLEDGED, Status.ESCALATED, Status.RESOLVED)
ASSESSMENT, DELIVERY, RESULT = 4, 6, 7
MOST_ON_HOME = 5


def phase_of(incident) -> int:
    """BG.15: four to seven, the station that the record has come to."""
    if incident.status in (Status.RESOLVED, Status.CLOSED):
        return RESULT
    return DELIVERY if incident.messages.filter(kind=Message.Kind.REPLY).exists() else ASSESSMENT


def observations_of(incident) -> list[Observation]:
    return list(Observation.objects.filter(incident=incident).select_related("given_by__profile").order_by("at", "id"))


def is_open(incident) -> bool:
    """From the first answer on until the record is closed; an escalation may come before any answer."""
    return incident.status in OBSERVABLE and incident.acknowledged_at is not None


def at_the_end(incident):
    """What was said or asked about this result; what stood before somebody came back to it was about another one."""
    rows = Observation.objects.filter(incident=incident, indicator__in=ASKED, phase=RESULT)
    return rows.filter(at__gte=incident.resolved_at) if incident.resolved_at else rows.none()


def is_answered(incident) -> bool:
    """By the reporter, in numbers or by not wanting to."""
    own = at_the_end(incident).filter(given_by=incident.reporter_id, unanswered=False)
    return set(own.values_list("indicator", flat=True)) == set(ASKED)


def is_settled(incident) -> bool:
    """C6: answered, declined, asked in vain, or the time to come back is over: nobody waits for somebody who is silent."""
    if incident.reopen_until is not None and timezone.now() > incident.reopen_until:
        return True
    if stays_small(incident):  # they are voluntary then, and open after the end
        return True
    return set(at_the_end(incident).values_list("indicator", flat=True)) == set(ASKED)


def waits_for(incident, user) -> bool:
    """Whether this person is asked now: the reporter, once there is a result, until she said something."""
    is_asked = incident.status == Status.RESOLVED or may_still_say_how_it_was(incident)
    return is_asked and rights.is_reporter(incident, user) and not is_answered(incident)


def asked_of(user) -> list:
    """Her results of which the closing questions are still open, the newest first."""
    said = Observation.objects.filter(
        incident=OuterRef("pk"), given_by=user, phase=RESULT, at__gte=OuterRef("resolved_at")
    )
    rows = Incident.objects.own(user).filter(status=Status.RESOLVED, reopen_until__gt=timezone.now())
    return list(rows.exclude(Exists(said)).order_by("-resolved_at")[:MOST_ON_HOME])
