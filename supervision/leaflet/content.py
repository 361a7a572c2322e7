"""What the leaflet says, as plain data: from the directory, the service standard and whoever is independent."""

from accounts import independent
from policies.models import DirectoryEntry, ServiceStandard
from policies.public import texts
from policies.public.page import complaints

SCHEMA = "leaflet/1"
MOST_CHANNELS, MOST_NUMBERS = 4, 3  # so that it stays one page
Kind = DirectoryEntry.Kind


def leaflet(organisation, language) -> dict:
    entries = list(DirectoryEntry.objects.offered_to(organisation))
    hours = ServiceStandard.at(organisation.pk).reply_hours
    return {
        "schema": SCHEMA,
        "language": language,
        "organisation": organisation.name,
        "title": texts.in_leaflet("title", language),
        "why": texts.why(language),
        "reach": texts.in_leaflet("reach", language),
        "channels": _numbers(entries, Kind.CHANNEL, language)[:MOST_CHANNELS],
        "no_channels": texts.in_leaflet("no_channels", language),
        "danger": texts.in_leaflet("danger", language),
        "emergency": _numbers(entries, Kind.EMERGENCY, language)[:MOST_NUMBERS],
        "promise": texts.in_leaflet("promise", language).format(hours=hours),
        "confidential": texts.in_leaflet("confidential", language),
        "content": texts.in_leaflet("content", language),
        "complain": texts.in_leaflet("complain", language),
        "independent": _independent(organisation, language),
        "complaints": complaints(organisation, language),
    }


def _numbers(entries, kind, language) -> list[dict]:
    return [
        {"name": entry.name_in(language), "phone": entry.phone, "hours": entry.hours_in(language)}
        for entry in entries
        if entry.kind == kind
    ]


def _independent(organisation, language) -> str:
    """What the contact is, where somebody has accepted; neither name nor address."""
    contact = independent.accepted(organisation.pk)
    if contact is None:
        return ""
    return texts.in_leaflet("independent", language).format(who=texts.contact_kind(contact.kind, language))
