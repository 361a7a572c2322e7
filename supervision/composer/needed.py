"""Whether a record needs a full answer before its result."""

from boundaries.choices import Expectation, Kind
from supervision.models import Preparation
from supervision.small.standing import is_small


def needs_full_answer(incident) -> bool:
    """R1: a report whose reporter hopes for more than that it is written down, unless it is a small one."""
    if incident.kind == Kind.QUESTION or incident.expectation == Expectation.JUST_RECORD:
        return False
    return not is_small(incident)


def has_full_answer(incident) -> bool:
    """Since it was last reopened; neither a word of thanks after it nor a correction of it asks for a second one."""
    rows = Preparation.objects.filter(message__incident=incident)
    if incident.reopened_at:
        rows = rows.filter(message__sent_at__gte=incident.reopened_at)
    return rows.exists()


def full_answer_given(incident):
    """R1"""
    return ["full_answer_missing"] if needs_full_answer(incident) and not has_full_answer(incident) else []
