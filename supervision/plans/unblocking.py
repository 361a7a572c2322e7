"""First there, then here (UK.12): what waited for a referral can begin when the client got there."""

import datetime

from django.utils import timezone

from audit.door import declare_consequences
from boundaries.models import Referral
from policies.models import ServiceStandard
from supervision.models import PlanItem
from supervision.moments import local
from supervision.plans import standing


def unblock(incident, happening):
    """With a day by which it is due. Where she did not get there, another way is asked for (supervision/referrals)."""
    referral = happening.details["referral"]
    if referral.reached != Referral.Reached.YES:
        return
    for item in standing.current(incident).filter(status=PlanItem.Status.BLOCKED, blocked_by=referral):
        consented = item.agreed_at is not None or not standing.is_hers_to_answer(incident, item)
        item.unblock(_day_for(incident, item), is_consented=consented)
        happening.prove(item)
        happening.details.setdefault("unblocked", []).append(item)


def _day_for(incident, item):
    """The day that was agreed, or where it has come too near, one after which there was time."""
    if item.is_goal:
        return None
    days = ServiceStandard.at(incident.organisation_id).referral_check_days
    soonest = local(timezone.now(), incident.organisation).date() + datetime.timedelta(days=days)
    return max(item.due_on, soonest)


def declare():
    declare_consequences({"referral_checked": [unblock]})
