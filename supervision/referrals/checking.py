"""Whether the client got there: asked after some days of whoever sent her, again where it is not known yet, and what follows.

The obligation's reminder is the question; it is late when the question has waited as long again.
"""

import datetime

from django.utils import timezone

from audit.door import declare_consequences
from boundaries import guards
from boundaries.models import Referral
from policies.models import ServiceStandard
from supervision import obligations
from supervision.consequences import keep_in_step
from supervision.models import Deadline
from supervision.referrals import remit, telling

CHECK, ANOTHER_WAY = Deadline.Kind.REFERRAL_CHECK, Deadline.Kind.FOLLOW_UP
MOST_TIMES = 3  # asked once, and again at most twice


def open_checks(incident, happening) -> None:
    """With the report: what was given while it was a draft."""
    for referral in incident.referrals.all():
        open_check(incident, referral)


def check_given(incident, happening) -> None:
    """A place that was given answers the wish for another way, too."""
    referral = happening.details["referral"]
    open_check(incident, referral)
    for other in incident.referrals.exclude(pk=referral.pk):
        obligations.meet(incident, ANOTHER_WAY, subject=other)


def open_check(incident, referral) -> None:
    """Nobody is asked after a place that the client does not want."""
    if referral.client_decision == Referral.Decision.DECLINES:
        return
    now = timezone.now()
    days = datetime.timedelta(days=ServiceStandard.at(incident.organisation_id, now).referral_check_days)
    ask_at = max(referral.given_at, now - days) + days if not referral.checked_at else now + days
    owner = referral.given_by
    obligations.open_deadline(incident, CHECK, owner, due_at=ask_at + days, remind_at=ask_at, subject=referral)


def follow(incident, happening) -> None:
    """Reached or not, the question is answered; "not yet" is asked again, "no" asks for another way."""
    referral = happening.details["referral"]
    obligations.meet(incident, CHECK, subject=referral)
    if referral.reached == Referral.Reached.UNKNOWN and _times_asked(incident, referral) < MOST_TIMES:
        open_check(incident, referral)
    if referral.reached == Referral.Reached.NO:
        obligations.open_deadline(incident, ANOTHER_WAY, incident.assignee, subject=referral)


def _times_asked(incident, referral) -> int:
    return incident.deadlines.filter(kind=CHECK, subject_id=referral.pk).count()


def asked_of(user, now=None):
    """The open questions whose time has come."""
    rows = Deadline.objects.open().filter(kind=CHECK, owner=user, remind_at__lte=now or timezone.now())
    return rows.select_related("incident").order_by("remind_at")


def declare():
    guards.REASONS.update(remit.REASONS)
    declare_consequences(
        {
            "incident_submitted": [open_checks],
            "incident_resolved": [remit.require_referral],
            "client_referred": [check_given, keep_in_step],
            "referral_checked": [follow, keep_in_step],
        }
    )
    declare_consequences(telling.FOLLOWS)
    telling.declare()
