"""What a place lacks before anybody may be sent there: its name, where it is, its number, its hours (UK.8)."""

from django.utils.translation import gettext_lazy as _

from accounts.plain_text import is_blank
from policies.directory.phrase import given_in
from policies.models import DirectoryEntry

WORDS = {
    "name_missing": _("The directory has no name for this place. Choose another one, or report the mistake."),
    "address_missing": _("The directory has no address for this place. Choose another one, or report the mistake."),
    "phone_missing": _("The directory has no phone number for this place. Choose another one, or report the mistake."),
    "opening_hours_missing": _(
        "The directory has no opening hours for this place. Choose another one, or report the mistake."
    ),
}


def missing(snapshot) -> dict[str, str]:
    """Field -> code, empty where the place is complete. A line of one's own organisation is reached by its number."""
    given = {
        "name": given_in(snapshot.get("name"), "en"),
        "address": snapshot.get("address", ""),
        "phone": snapshot.get("phone", ""),
        "opening_hours": given_in(snapshot.get("opening_hours"), "en"),
    }
    if snapshot.get("kind") == DirectoryEntry.Kind.CHANNEL:
        given["address"] = given["address"] or given["phone"]
    return {name: f"{name}_missing" for name, text in given.items() if is_blank(text)}


def leads_elsewhere(snapshot) -> bool:
    """Whole enough to say "this is not ours, here is where" (R7): with an address one can go to."""
    return not missing(snapshot) and not is_blank(snapshot.get("address", ""))
