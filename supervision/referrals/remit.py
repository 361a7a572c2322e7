"""Nothing is closed as "not ours" (R7): that outcome needs the right place, and the words in which it was said."""

import re

from django.utils.translation import gettext_lazy as _

from audit.errors import NotNow
from boundaries.choices import Outcome
from boundaries.referrals.missing import leads_elsewhere, missing
from policies.search.folding import fold
from supervision.models import Message

REFERRAL, PHRASE = "R7_referral", "R7_phrase"
REASONS = {
    REFERRAL: _("For this result the record needs a referral: the right place with address, phone and opening hours."),
    PHRASE: _("Tell the reporter where to turn: a reply, or this message, must name the place and its phone number."),
}
NUMBER = re.compile(r"[^\d+]")


def require_referral(incident, happening) -> None:
    """Asked of the outcome at hand, so after the status allowed it."""
    message = happening.details.get("message") or {}
    if codes := referral_missing(incident, message.get("body", "")):
        raise NotNow(codes)


def referral_missing(incident, message="") -> list[str]:
    """R7 for the outcome at hand."""
    return against(incident, incident.outcome, message)


def against(incident, outcome, message="") -> list[str]:
    """What this outcome still needs."""
    if outcome not in (Outcome.REFERRED, Outcome.OUTSIDE_REMIT):
        return []
    given = [row.snapshot for row in incident.referrals.all()]
    if outcome == Outcome.REFERRED:
        return [] if any(not missing(snapshot) for snapshot in given) else [REFERRAL]
    whole = [snapshot for snapshot in given if leads_elsewhere(snapshot)]
    if not whole:
        return [REFERRAL]
    said = [message, *_replies(incident)]
    return [] if any(holds_phrase(text, snapshot) for text in said for snapshot in whole) else [PHRASE]


def _replies(incident):
    """Answers as they stand: what was corrected counts in its new words."""
    rows = incident.messages.filter(kind__in=Message.ANSWERS).exclude(kind=Message.Kind.HOLDING)
    return rows.exclude(pk__in=incident.messages.exclude(supersedes=None).values("supersedes")).values_list("body", flat=True)


def holds_phrase(text, snapshot) -> bool:
    """Whether somebody is told where to turn: the place by name, in any language, and its number however it is spaced."""
    words = _plain(text)
    names = [_plain(name) for name in snapshot["name"].values() if name]
    numbers = NUMBER.sub("", text)
    return any(name and name in words for name in names) and NUMBER.sub("", snapshot["phone"]) in numbers


def _plain(text) -> str:
    return " ".join(fold(text).split())
