"""Writing down what a gift came to, correcting that, and a second person's word on what was accepted."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank, plain_text
from audit.door import Act, declare_act
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import rights
from boundaries.choices import Status
from boundaries.models import Incident
from supervision.gifts import kinds, standing, telling
from supervision.models import GiftEntry
from supervision.models.gift import MOST_REASON
from supervision.moments import local

Worth, Became = GiftEntry.Worth, GiftEntry.Became
# what a gift came to may be learned after the conversation has ended
OPEN = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED, Status.RESOLVED, Status.CLOSED)
MOST_CENTS = 10**11  # a thousand million: more than a house, in every currency here
PEOPLE = ["incident", "replaces", "entered_by", "decided_by"]


def _can_enter(incident, **details):
    if incident.status not in OPEN:
        return ["wrong_status"]
    return [] if kinds.is_of_register(incident) else ["not_of_gifts"]


def _can_decide(incident, **details):
    if incident.status not in OPEN:
        return ["wrong_status"]
    row = standing.current(incident)
    if row is not None and row.decided_at:
        return ["gift_decided"]
    return [] if row is not None and row.waits else ["no_gift_waits"]


def _enter(
    incident, by, *, thing, what, worth, direction, became, value_cents=None, currency="", returned_on=None, why=""
):
    former = standing.current(incident)
    what, why = plain_text(what).strip(), plain_text(why).strip() if former else ""
    _check_said(incident, what, became, returned_on)
    _check_value(worth, value_cents, currency)
    if former is not None and is_blank(why):
        raise ValidationError({"why": _("Say why it is corrected: the former entry stays to be seen.")})
    is_known = worth == Worth.KNOWN
    row = GiftEntry(
        incident=incident, thing=thing, what=what, worth=worth, direction=direction, became=became, entered_by=by,
        value_cents=value_cents if is_known else None, currency=currency if is_known else "",
        returned_on=returned_on if became == Became.RETURNED else None, replaces=former, replaces_reason=why,
    )  # fmt: skip
    row.clean_fields(exclude=PEOPLE)
    row.validate_constraints()
    return [insert(row)]


def _check_said(incident, what, became, returned_on):
    if is_blank(what):
        raise ValidationError({"what": _("Please write something here.")})
    if became != Became.RETURNED:
        return
    if returned_on is None:
        raise ValidationError({"returned_on": _("Say on which day it was given back.")})
    if returned_on > local(timezone.now(), incident.organisation).date():
        raise ValidationError({"returned_on": _("This day lies in the future.")})


def _check_value(worth, value_cents, currency):
    """A number, or that there is none: said, and never left open."""
    if worth != Worth.KNOWN:
        if value_cents is not None:
            raise ValidationError({"value": _("Either a value, or that it is not known or has none.")})
        return
    if value_cents is None:
        raise ValidationError({"value": _("Say what it was worth, or choose that the value is not known.")})
    if not 0 < value_cents <= MOST_CENTS:
        raise ValidationError({"value": _("This cannot be its value. Write what it was worth as a number above zero.")})
    if not currency:
        raise ValidationError({"currency": _("Choose one of the answers offered.")})


def _approve(incident, by, reason, entry=""):
    return [_decided(incident, by, reason, entry, is_approved=True)]


def _refuse(incident, by, reason, entry=""):
    return [_decided(incident, by, reason, entry, is_approved=False)]


def _decided(incident, by, reason, entry, *, is_approved):
    """`entry` is the one that she has read: what was corrected meanwhile she reads anew first."""
    row = GiftEntry.objects.select_for_update().get(pk=standing.waiting(incident).pk)
    if entry and entry != str(row.pk):
        raise NotNow(["gift_corrected"])
    reason = plain_text(reason).strip()
    if is_blank(reason):
        raise ValidationError({"reason": _("Please write something here.")})
    if len(reason) > MOST_REASON:
        limit = {"limit": MOST_REASON}
        raise ValidationError({"reason": _("This text is too long: at most %(limit)s characters.") % limit})
    row.decided_by, row.decided_at, row.decided_reason, row.is_approved = by, timezone.now(), reason, is_approved
    row.save(update_fields=["decided_by", "decided_at", "decided_reason", "is_approved"])
    return row


def declare():
    deciding = rights.person(standing.may_decide)
    acts = {
        "enter_gift": Act("gift_entered", rights.person(rights.answers), _enter, _can_enter),
        "approve_gift": Act("gift_approved", deciding, _approve, _can_decide),
        "refuse_gift": Act("gift_not_approved", deciding, _refuse, _can_decide),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    telling.declare()
