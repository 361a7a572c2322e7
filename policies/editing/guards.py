"""What forbids a verb of a draft now, as codes; faults by place are policies/editing/faults.py."""

import datetime
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.editing import rights
from policies.editing.document import digest_of
from policies.editing.faults import faults
from policies.models.policy import PolicyVersion

# nobody else is there to approve: so long it stands before all eyes before it takes effect
SOLE_WAITS = datetime.timedelta(hours=24)
FARTHEST = datetime.timedelta(days=366)
# clocks of two machines differ, and a form takes its time
TOLERANCE = datetime.timedelta(minutes=5)

REASONS = {
    "wrong_status": _("This is not possible at this point. The draft has moved on meanwhile."),
    "record_altered": _("This draft does not match its history. Nothing was changed. Please tell your administrator."),
    "wording_incomplete": _("Something in the wording is missing or wrong. It is listed by place."),
    "another_waits": _("Another version of this policy is approved and waits to come into force."),
    "wording_open": _("This policy is being written already. Go on with that wording, or withdraw it."),
    "edited_elsewhere": _("Somebody else, or another window, has changed it since you opened it. Nothing of yours was saved."),
    "wording_changed": _("The wording has changed since you opened it. Please look at it again."),
    "reason_missing": _("Say why."),
    "reason_long": _("This reason is too long: at most 2000 characters."),
    "take_effect_past": _("The moment at which it shall take effect lies in the past."),
    "take_effect_far": _("It cannot take effect more than a year from now."),
    "take_effect_unclear": _("Give the day and the time at which it shall take effect."),
    "is_not_sole": _("Somebody else has to approve it."),
    "somebody_approves": _("Somebody else can approve it now."),
    "waiting_time": _("It takes effect 24 hours after it was proposed."),
    "kind_taken": _("Another protocol of yours has come into force for the same kind of event."),
    "nothing_in_force": _("No version of this policy is in force."),
}


def complete(draft):
    return ["wording_incomplete"] if faults(draft.document, organisation=draft.organisation) else []


def nothing_waits(draft):
    waiting = PolicyVersion.objects.filter(policy__organisation=draft.organisation_id, policy__slug=draft.slug)
    waits = waiting.filter(in_force_from__gt=timezone.now(), in_force_until=None).exists()
    return ["another_waits"] if waits else []


def as_proposed(draft):
    """What is approved is what was proposed."""
    return [] if draft.document_digest == digest_of(draft.document) else ["record_altered"]


def is_sole(draft):
    return [] if draft.is_sole else ["is_not_sole"]


def nobody_came(draft):
    """Whoever can approve it since it was proposed has to."""
    return ["somebody_approves"] if draft.is_sole and rights.somebody_approves(draft) else []


def waited(draft):
    is_over = draft.proposed_at and draft.proposed_at + SOLE_WAITS <= timezone.now()
    return [] if is_over else ["waiting_time"]


_PUBLISHED = (as_proposed, complete, nothing_waits)
GUARDS: dict[str, tuple[Callable, ...]] = {
    "propose": (complete, nothing_waits),
    "approve": _PUBLISHED,
    "send_back": (),
    "withdraw": (),
    "take_effect": (is_sole, nobody_came, waited, *_PUBLISHED),
}


def reasons_against(draft, verb) -> list[str]:
    return [code for guard in GUARDS.get(verb, ()) for code in guard(draft)]


def reason_text(code: str) -> str:
    return str(REASONS.get(code, code))


# -- what is asked of the details of a verb --------------------------------------------------------------------


def about_moment(at) -> list[str]:
    """Codes that forbid this moment to take effect; None is at once."""
    if at is None:
        return []
    if not isinstance(at, datetime.datetime) or timezone.is_naive(at):
        return ["take_effect_unclear"]
    now = timezone.now()
    if at < now - TOLERANCE:
        return ["take_effect_past"]
    return ["take_effect_far"] if at > now + FARTHEST else []
