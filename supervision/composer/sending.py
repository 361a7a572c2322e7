"""A full answer goes out: its phases are checked, its parts become one letter, both are frozen together."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.plain_text import is_blank
from audit.inserting import insert
from supervision.composer import earlier, parts, phases
from supervision.models import Message, Preparation
from supervision.reader import Reader

MISSING = {
    "greeting": gettext_lazy("Greet the colleague."),
    "summary": gettext_lazy("Say in your own words what you have understood."),
    "explanation": gettext_lazy("Write what you answer."),
    "closing": gettext_lazy("Close the letter."),
}


def faults(incident, prepared) -> dict[str, str]:
    """By field: of the phases first, then of the letter."""
    found = phases.faults(incident, prepared)
    found |= {name: str(fault) for name, fault in MISSING.items() if is_blank(prepared.get(name) or "")}
    if "summary" not in found and parts.is_copied(prepared["summary"], parts.texts_of(incident)):
        found["summary"] = _("These are the words of the report. Say in your own words what you have understood.")
    return found


def check(incident, prepared) -> None:
    """Raises ValidationError with every fault by field."""
    if found := faults(incident, prepared):
        raise ValidationError(found)


def keep(incident, happening, message, prepared) -> Preparation:
    """Frozen with the message, and proven in its event; the record's kind of contact is the one that was found."""
    contact_type = prepared["contact_type"]
    asked = phases.consulted(incident)
    row = Preparation(
        message=message,
        received_at=_received_at(incident, message),
        looked_up=[row.reference for row in earlier.rows(Reader(incident, happening.by))],
        clarified=prepared["clarified"].strip(),
        contact_type=contact_type,
        contact_type_note=(prepared.get("contact_type_note") or "").strip(),
        compared=prepared["compared"],
        consulted=asked or phases.Consulted.WAIVED,
        consultation_waived_reason="" if asked else prepared["waived_reason"].strip(),
        limits_attested_at=timezone.now(),
        **{name: prepared[name].strip() for name in parts.PARTS},
    )
    row.clean_fields(exclude=["message"])
    happening.prove(insert(row))
    if incident.contact_type != contact_type:
        incident.contact_type = contact_type
        incident.save_held(["contact_type"])
        happening.data["contact_type"] = contact_type
    return row


def _received_at(incident, message):
    """When what it answers to came: the reporter's last word before it, else her report."""
    said = incident.messages.filter(kind=Message.Kind.REPORTER, sent_at__lt=message.sent_at)
    return said.order_by("-sent_at").values_list("sent_at", flat=True).first() or incident.submitted_at
