"""Proving an organisation's records on demand, and remembering when it was done, by whom and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Organisation, User
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.models import AuditEvent
from audit.verify import Report, verify

VERIFIED = "integrity_verified"


@dataclass
class Verification:
    """The last check: when, by whom, over how much, with how many findings."""

    at: datetime
    by: User | None
    events: int
    contents: int
    findings: int


def verify_organisation(organisation, by) -> Report:
    """Check every chain and content of this organisation; the check itself is an event of its access chain."""
    report = verify(organisation_id=organisation.pk)
    counts = {"events": report.events, "contents": report.contents, "findings": len(report.findings)}
    record(organisation, "verify", by=by, **counts)
    return report


def last_verification(organisation) -> Verification | None:
    events = AuditEvent.objects.filter(chain=chain.chain_name(organisation, chain.ACCESS), act=VERIFIED)
    event = events.order_by("-seq").first()
    if event is None:
        return None
    by = User.objects.filter(pk=event.actor_id).first()
    return Verification(event.at, by, **event.data)


def _may(organisation, user):
    return user is not None and user.organisation_id == organisation.pk and user.has_right(Right.REGISTER)


def _keep_counts(organisation, happening):
    happening.data |= happening.details


def declare():
    """Register the check with the one door."""
    declare_act(Organisation, "verify", Act(VERIFIED, _may, kind=chain.ACCESS))
    declare_consequences({VERIFIED: [_keep_counts]})
