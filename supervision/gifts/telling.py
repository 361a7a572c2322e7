"""Who hears of a gift's entry: those who may approve what was accepted, and the reporter what came of that."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.door import declare_consequences
from boundaries import guards
from supervision import notices
from supervision.exports import words
from supervision.gifts import standing
from supervision.models import Notice

WAITS, DECIDED = "gift_waits", "gift_decided"
REASONS = {
    "not_of_gifts": _("This report is about something else: it has no entry in the register of gifts."),
    "no_gift_waits": _("There is nothing accepted here that waits for your approval."),
    "gift_decided": _("Somebody has decided about this entry already."),
    "gift_corrected": _("The entry was corrected meanwhile. Please read it again first."),
}
WORDS = {
    WAITS: _("Something that was accepted waits for your approval"),
    DECIDED: _("It was decided whether what was accepted may stand"),
}
ACTS = {
    "gift_entered": _("Entered in the register of gifts"),
    "gift_approved": _("Accepted gift approved"),
    "gift_not_approved": _("Accepted gift not approved"),
}


def tell_deciders(incident, happening):
    """A correction takes what was asked before with it."""
    _settle(incident)
    row = standing.waiting(incident)
    notices.tell_each(incident, happening, standing.deciders(incident, row) if row is not None else (), WAITS)


def tell_reporter(incident, happening):
    _settle(incident)
    row = standing.current(incident)
    notices.tell_each(incident, happening, [incident.reporter, row.entered_by], DECIDED)


def _settle(incident):
    rows = Notice.objects.filter(incident=incident, kind=WAITS, settled_at=None)
    rows.update(settled_at=timezone.now(), digest_due_at=None)


FOLLOWS = {
    "gift_entered": [tell_deciders],
    "gift_approved": [tell_reporter],
    "gift_not_approved": [tell_reporter],
}


def declare():
    guards.REASONS.update(REASONS)
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
    declare_consequences(FOLLOWS)
