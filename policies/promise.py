"""The response time as it is promised in public (CS.3b): read from the same row by which the clock runs."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policies.models import ServiceStandard


def in_words(organisation_id, at=None, gravity="") -> str:
    """As it stood at this moment, by default now; a grave event is answered sooner."""
    hours = int(ServiceStandard.at(organisation_id, at).reply_within(gravity).total_seconds() // 3600)
    within = ngettext("within %(hours)s hour", "within %(hours)s hours", hours) % {"hours": hours}
    return _("We promise an answer %(within)s, on every day of the week.") % {"within": within}
