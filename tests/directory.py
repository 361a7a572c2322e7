"""Entries of a directory as somebody verified them today; whatever a test is about it says itself."""

from policies.directory import reviewing
from policies.models import DirectoryEntry

WEEKDAYS = {day: [["08:00", "16:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def entry(organisation, **more) -> DirectoryEntry:
    today = reviewing.today_of(organisation)
    fields = {
        "kind": "channel",
        "name": {"en": "Office line"},
        "what_for": {"en": "Questions"},
        "phone": "+36 1 555 01 01",
        "opening_hours": WEEKDAYS,
        "is_owned_by_organisation": True,
        "verified_on": today,
        "review_due_on": reviewing.next_review(organisation, today),
    }
    return DirectoryEntry.objects.create(organisation=organisation, **fields | more)


def service(organisation, **more) -> DirectoryEntry:
    """One that may be referred to: with an address, what happens there, and what to bring."""
    fields = {
        "kind": "service",
        "name": {"en": "Night care"},
        "what_for": {"en": "Somebody at night"},
        "address": "1 Elm Street, Northfield",
        "procedure": {"en": "Ring and say your name. Somebody writes down what you need."},
        "appointment": "by_phone",
        "documents": [{"en": "Your identity card"}],
    }
    return entry(organisation, **fields | more)
