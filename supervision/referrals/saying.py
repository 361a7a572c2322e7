"""The sentence of a referral in an answer: put in by a press, in the reporter's language, to be changed at will."""

from policies.builtin import current_language
from policies.directory.phrase import given_in, phrase


def places(incident) -> dict[str, str]:
    """Key of each referral -> the name of its place."""
    rows = incident.referrals.order_by("given_at", "pk")
    return {str(row.pk): given_in(row.snapshot["name"], current_language()) for row in rows}


def sentence(incident, key) -> str:
    """"" for what is no referral of this record."""
    found = next((row for row in incident.referrals.all() if str(row.pk) == key), None)
    return phrase(found.snapshot, incident.language) if found else ""
