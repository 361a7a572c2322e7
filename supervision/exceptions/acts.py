"""Asking for an exception from a rule, approving it with a word for the rule's owner, and refusing it with a reason."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import rights
from boundaries.choices import Outcome, Status
from boundaries.models import Incident, ReasonedException
from policies import feedback
from supervision.exceptions import standing, telling, wording

OPEN = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED)


def _can_ask(incident, **details):
    if incident.status not in OPEN:
        return ["wrong_status"]
    if standing.waiting(incident):
        return ["exception_waits"]
    return ["exception_approved_already"] if standing.is_approved(incident) else []


def _can_decide(incident, **details):
    if incident.status not in OPEN:
        return ["wrong_status"]
    return [] if standing.waiting(incident) else ["no_exception_waits"]


def _ask(incident, by, clause, purpose, done_instead):
    if clause not in standing.clauses_for(incident):
        raise ValidationError({"clause": _("Choose one of the answers offered.")})
    row = ReasonedException(
        incident=incident, clause=clause, purpose=purpose.strip(), done_instead=done_instead.strip(), asked_by=by
    )
    _check_written(row, "purpose", "done_instead")
    return [insert(row)]


def _approve(incident, by, text, reason=""):
    """The policy owner learns which rule did not fit and what it should allow for, and nothing of the record (UK.14)."""
    row = _held(incident, by)
    wording.check(incident, text, by)
    row.feedback = feedback.open_exception(incident.organisation, clause=row.clause, text=text)
    return [_decided(row, by, reason, is_approved=True)]


def _refuse(incident, by, reason):
    if is_blank(reason):
        raise ValidationError({"reason": _("Say why not: whoever asked reads it.")})
    return [_decided(_held(incident, by), by, reason, is_approved=False)]


def _held(incident, by):
    row = ReasonedException.objects.select_for_update().filter(incident=incident, decided_at=None).first()
    if row is None or row.asked_by_id == by.pk:
        raise NotNow(["no_exception_waits"])
    return row


def _decided(row, by, reason, *, is_approved):
    row.decided_by, row.decided_at, row.decided_reason = by, timezone.now(), reason.strip()
    row.is_approved = is_approved
    row.clean_fields(exclude=["incident", "clause", "asked_by", "decided_by", "feedback"])
    row.save(update_fields=["decided_by", "decided_at", "decided_reason", "is_approved", "feedback"])
    return row


def _check_written(row, *names):
    blank = {name: _("Please write something here.") for name in names if is_blank(getattr(row, name))}
    if blank:
        raise ValidationError(blank)
    row.clean_fields(exclude=["incident", "clause", "asked_by", "decided_by", "feedback"])


def prove_feedback(incident, happening):
    """Its frozen part; what is answered to it, the organisation's own chain proves."""
    row = ReasonedException.objects.select_related("feedback").filter(incident=incident, is_approved=True)
    happening.digests.update(row.latest("decided_at").feedback.digests("feedback"))


def approval_missing(incident, message="") -> list[str]:
    """R3 with UK.14: this outcome stands on an approved exception; every other one stays possible without."""
    needs_it = incident.outcome == Outcome.EXCEPTION_AGREED
    return ["exception_not_approved"] if needs_it and not standing.is_approved(incident) else []


def require_approval(incident, happening):
    if codes := approval_missing(incident):
        raise NotNow(codes)


def declare():
    deciding = rights.person(standing.may_decide)
    acts = {
        "ask_exception": Act("exception_asked", rights.person(rights.resolves), _ask, _can_ask),
        "approve_exception": Act("exception_approved", deciding, _approve, _can_decide),
        "refuse_exception": Act("exception_refused", deciding, _refuse, _can_decide),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    declare_consequences({"incident_resolved": [require_approval], "exception_approved": [prove_feedback]})
    telling.declare()
