"""A place of the directory as it stands now, kept with the referral: what changes there later changes nothing here."""

from django.conf import settings
from django.utils import translation

from policies.directory import hours
from policies.models import DirectoryEntry

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# as the entry has them
PLAIN = (
    "kind", "phone", "email", "address", "area", "head_name", "specialist_name", "specialist_phone", "appointment",
    "languages", "documents", "revision",
)  # fmt: skip
IN_LANGUAGES = ("name", "what_for", "procedure")
# their procedure is explained to whoever is sent there (UK.10)
TO_EXPLAIN = (DirectoryEntry.Kind.SERVICE, DirectoryEntry.Kind.AUTHORITY)


def snapshot_of(entry) -> dict:
    """What a client needs to get there, in every language; nothing of who gave it."""
    kept = {name: getattr(entry, name) for name in PLAIN} | {name: dict(getattr(entry, name)) for name in IN_LANGUAGES}
    verified = entry.verified_on.isoformat() if entry.verified_on else ""
    return kept | {"entry": str(entry.pk), "verified_on": verified, "opening_hours": _hours(entry)}


def _hours(entry) -> dict:
    """In words, as they are read; nothing where none are given."""
    if not hours.has_hours(entry.opening_hours):
        return {}
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = entry.hours_in(language)
    return {language: text for language, text in found.items() if text}


def asks_procedure(snapshot) -> bool:
    return snapshot["kind"] in TO_EXPLAIN
