"""Whether a record needs a full answer before its result, and whether a small one may stay small."""

from boundaries.choices import Expectation, Kind, Response
from policies.models.event_type import Gravity
from supervision.guards import concerns_safety
from supervision.models import Preparation

ASKS = (Expectation.ADVICE, Expectation.DECISION, Expectation.PROTECTION)


def needs_full_answer(incident) -> bool:
    """R1: a report whose reporter hopes for more than that it is written down, unless it is a small one."""
    if incident.kind == Kind.QUESTION or incident.expectation == Expectation.JUST_RECORD:
        return False
    return not is_small(incident)


def is_small(incident) -> bool:
    """The least grave kind, declined by the caregiver herself; nobody worries, is uneasy, or asks for anything."""
    accepted = {Response.ACCEPTED, Response.ACCEPTED_UNDER_PRESSURE, Response.UNSURE} & set(incident.responses)
    declined = Response.DECLINED in incident.responses and not accepted
    calm = not concerns_safety(incident) and not incident.discomfort
    return incident.gravity == Gravity.S0 and declined and calm and incident.expectation not in ASKS


def has_full_answer(incident) -> bool:
    """Since it was last reopened; neither a word of thanks after it nor a correction of it asks for a second one."""
    rows = Preparation.objects.filter(message__incident=incident)
    if incident.reopened_at:
        rows = rows.filter(message__sent_at__gte=incident.reopened_at)
    return rows.exists()


def full_answer_given(incident):
    """R1"""
    return ["full_answer_missing"] if needs_full_answer(incident) and not has_full_answer(incident) else []
