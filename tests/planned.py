"""A plan with something of everything, for tests: a goal that was reached, an exercise with a shared reflection, the need."""

from audit.door import record
from supervision.models import PlanItem, Reflection
from supervision.plans import reflecting
from tests import stories

NEED = "Somebody within reach at night"
NOTICED = "I breathe before I answer."


def exercise(incident, by, text="Count to ten before you answer."):
    """Taken up by the reporter."""
    item = stories.propose(incident, by, "exercise", text)
    record(incident, "confirm_plan_item", by=incident.reporter, item=item.pk)
    return item


def reflected(item, text=NOTICED) -> Reflection:
    """Written, and nobody else's."""
    item = PlanItem.objects.select_related("incident__reporter").get(pk=item.pk)
    return reflecting.keep(item, item.incident.reporter, text, "en")


def shared(item) -> Reflection:
    row = reflected(item)
    record(item.incident, "share_reflection", by=item.incident.reporter, item=item.pk)
    return row


def planned(incident, by):
    """Everything that stands in a plan, all of it ended; the wish for support taken back where there was one."""
    stories.measured(incident, by)
    record(incident, "assess", by=by, underlying_need=NEED, contact_type="counselling", language="en")
    item = exercise(incident, by)
    shared(item)
    record(incident, "end_plan_item", by=incident.reporter, item=item.pk, result="done")
    if incident.discomfort:
        record(incident, "need_no_support", by=incident.reporter)
