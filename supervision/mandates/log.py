"""What one auditor opened and took with her, newest first, for the lead and for herself.

Walls beat roles here too: an opening of a record that the reader may not see is not told to her.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts import places
from audit.models import AuditEvent
from boundaries.models import Incident
from supervision.exports.words import act_word
from supervision.history import LOOKS
from supervision.mandates.acts import PAGE_OPENED

MOST = 50
TAKEN = {
    "register_exported": _("Register exported"),
    "response_times_exported": _("Response times exported"),
    "bundle_exported": _("Bundle of events exported"),
    "integrity_verified": _("Integrity checked"),
    PAGE_OPENED: _("Page opened"),
}
PAGES = {
    "register": _("Register"),
    "gifts": _("Gifts and interests"),
    "interests": _("Declared interests"),
    "policy_history": _("Policy history"),
    "supervision_matrix": _("Supervision matrix"),
    "identities": _("Who is who"),
    "response_times": _("Response times"),
    "verify": _("Verify integrity"),
    "patterns": _("What repeats itself"),
    "protected_changes": _("Changes for somebody who has reported"),
}


def page(user, auditor, after, clock) -> tuple[list[dict], str]:
    """At most MOST events of this auditor of the same organisation, and the place of the next or ""."""
    rows = AuditEvent.objects.filter(organisation_id=user.organisation_id, actor_id=auditor.pk, act__in=[*LOOKS, *TAKEN])
    found, place = places.page(rows, "-at", after, MOST)
    references = _references(user, found)
    is_of_record = Incident._meta.label_lower
    told = [event for event in found if event.object_type != is_of_record or event.object_id in references]
    return [_line(event, references, clock) for event in told], place


def _references(user, events) -> dict[UUID, str]:
    keys = {event.object_id for event in events if event.object_type == Incident._meta.label_lower}
    return dict(Incident.objects.visible_to(user).filter(pk__in=keys).values_list("pk", "reference"))


def _line(event, references, clock) -> dict:
    name = event.data.get("page", "")
    return {
        "when": clock.full(event.at),
        "what": LOOKS.get(event.act) or TAKEN.get(event.act) or act_word(event.act),
        "page": PAGES.get(name, name),
        "reference": references.get(event.object_id, ""),
    }
