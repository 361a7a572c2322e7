"""Fairness in the demo: Sam is asked for his view, a change soon after a report has its reason, and a contact is invited.

Nobody has accepted: the key that opens what is sealed is made in the contact's own browser, never here.
"""

from datetime import timedelta

from accounts.models import IndependentContact
from audit.door import record
from boundaries.models import Incident
from supervision.demo.stories import Entry
from supervision.protected.acts import give_reason

QUESTION = (
    "Last week something about a client was said aloud where others could hear it. "
    "What do you remember of it, and what would you do another time?"
)
WHY = "He asked for mornings, as his daughter begins school."


def entries(demo, now) -> list[Entry]:
    """In the last hours."""
    lena = demo.people["lena"]
    reason = {"what": "shifts", "reason": WHY, "is_own_wish": True}
    return [
        Entry(now - timedelta(hours=2), lambda: _invite(lena.organisation, demo.people["ada"])),
        Entry(now - timedelta(hours=2), lambda: _hear(demo.people["sam"], lena)),
        Entry(now - timedelta(hours=2), lambda: give_reason(demo.people["bence"], by=lena, **reason)),
    ]


def _hear(sam, lena):
    incident = Incident.objects.filter(named__user=sam, status="submitted").first()
    if incident is not None:
        record(incident, "hear", by=lena, person=sam, question=QUESTION, language=sam.language)


def _invite(organisation, by):
    contact = IndependentContact(organisation=organisation, kind=IndependentContact.Kind.BOARD, language=organisation.language)
    contact.name, contact.email = "Irma Bognár", "irma@board.example"
    record(organisation, "invite_contact", by=by, contact=contact)
