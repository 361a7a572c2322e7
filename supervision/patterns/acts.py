"""Saying what came of a pattern: acted on, or nothing is needed; both with words, and both are kept."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.plain_text import is_blank, plain_text
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotPermitted
from audit.models import AuditEvent
from audit.verify import declare_check
from supervision.models import PatternTask
from supervision.patterns import opening, telling

Outcome = PatternTask.Outcome
MOST = PatternTask._meta.get_field("settled_reason").max_length


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.ANSWER)


def _still_open(organisation, task, **details):
    rows = PatternTask.objects.select_for_update(no_key=True).open()
    return [] if rows.filter(pk=task, organisation=organisation).exists() else ["pattern_settled"]


def _act_on(organisation, by, *, task, outcome, reason):
    if outcome not in Outcome.values or outcome == Outcome.DISMISSED:
        raise ValidationError({"outcome": _("Choose one of the answers offered.")})
    return [_settled(task, by, outcome, reason)]


def _dismiss(organisation, by, *, task, reason):
    return [_settled(task, by, Outcome.DISMISSED, reason)]


def _settled(key, by, outcome, reason):
    row = PatternTask.objects.visible_to(by).filter(pk=key).first()
    if row is None:
        raise NotPermitted("settle_pattern")
    reason = plain_text(reason).strip()
    if is_blank(reason):
        raise ValidationError({"reason": _("Please write something here.")})
    if len(reason) > MOST:
        raise ValidationError({"reason": _("This text is too long: at most %(limit)s characters.") % {"limit": MOST}})
    row.settled_at, row.settled_by, row.outcome, row.settled_reason = timezone.now(), by, outcome, reason
    row.save(update_fields=["settled_at", "settled_by", "outcome", "settled_reason"])
    telling.settle_notices(row, row.settled_at)
    return row


def _name_task(organisation, happening):
    """Which one, for the auditor."""
    happening.data |= {"pattern": str(happening.details["task"])}


def _settled_through_the_door(row) -> list[str]:
    """What audit_verify asks: an outcome that no event tells of was slipped in."""
    told = AuditEvent.objects.filter(act__in=telling.ACTS, data__pattern=str(row.pk))
    return ["settled, and no event tells of it"] if row.settled_at and not told.exists() else []


def declare():
    acts = {
        "act_on_pattern": Act("pattern_acted_on", _may, _act_on, _still_open, kind=chain.ACCESS),
        "dismiss_pattern": Act("pattern_dismissed", _may, _dismiss, _still_open, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
        declare_consequences({act.event: [_name_task]})
    declare_check(PatternTask, _settled_through_the_door)
    declare_consequences({"incident_submitted": [opening.look]})
    telling.declare()
