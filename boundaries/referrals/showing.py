"""A referral and a place as pages and the phone show them: the sentence, the wrong form beside it, the card, what was said."""

from boundaries.forms.referral import DECISIONS, EXPLAINED, REACHED
from boundaries.referrals.card import card
from boundaries.referrals.missing import WORDS, missing
from boundaries.referrals.snapshot import LANGUAGES, asks_procedure, snapshot_of
from policies.directory.phrase import given_in, phrase, wrong_form


def preview(entry, language) -> dict:
    """What is read before somebody is sent there."""
    snapshot = snapshot_of(entry)
    return {
        "entry": entry,
        "name": given_in(snapshot["name"], language),
        "phrase": phrase(snapshot, language),
        "wrong": wrong_form(language),
        "card": card(snapshot, language),
        "language": language,
        "asks_procedure": asks_procedure(snapshot),
        "missing": [str(WORDS[code]) for code in missing(snapshot).values()],
    }


def as_line(referral, language) -> dict:
    """One that was given, in the reader's language."""
    snapshot = referral.snapshot
    return {
        "referral": referral,
        "name": given_in(snapshot["name"], language),
        "address": snapshot["address"],
        "phone": snapshot["phone"],
        "opening_hours": given_in(snapshot["opening_hours"], language),
        "phrase": phrase(snapshot, referral.language),
        "language": referral.language,
        "explained": EXPLAINED.get(referral.explained_procedure, ""),
        "decision": DECISIONS[referral.client_decision],
        "reached": REACHED.get(referral.reached, ""),
    }


def kept_on_phone(entry) -> dict:
    """Everything that a phone needs to give this referral and to show its card without a network."""
    snapshot = snapshot_of(entry)
    said = {
        code: {"phrase": phrase(snapshot, code), "wrong": wrong_form(code), "card": card(snapshot, code)}
        for code in LANGUAGES
    }
    return {
        "revision": entry.revision,
        "kind": entry.kind,
        "asks_procedure": asks_procedure(snapshot),
        "missing": [str(WORDS[code]) for code in missing(snapshot).values()],
        "in": said,
    }
