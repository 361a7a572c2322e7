"""Fairness in the demo: Sam is asked for his view, a change soon after a report has its reason, and a contact is invited.

Nobody has accepted: the key that opens what is sealed is made in the contact's own browser, never here.
"""

from datetime import timedelta

from accounts.models import IndependentContact
from audit.door import record
from boundaries.models import Incident
from supervision.protected.acts import give_reason

QUESTION = (
    "Last week something about a client was said aloud where others could hear it. "
    "What do you remember of it, and what would you do another time?"
)
WHY = "He asked for mornings, as his daughter begins school."


def tell_all(demo, now, move) -> None:
    """In the last hours, after the other stories."""
    move(now - timedelta(hours=2))
    sam, lena = demo.people["sam"], demo.people["lena"]
    _invite(sam.organisation, demo.people["ada"])
    incident = Incident.objects.filter(named__user=sam, status="submitted").first()
    if incident is not None:
        record(incident, "hear", by=lena, person=sam, question=QUESTION, language=sam.language)
    give_reason(demo.people["bence"], by=lena, what="shifts", reason=WHY, is_own_wish=True)
    move(now)


def _invite(organisation, by):
    contact = IndependentContact(organisation=organisation, kind=IndependentContact.Kind.BOARD, language=organisation.language)
    contact.name, contact.email = "Irma Bognár", "irma@board.example"
    record(organisation, "invite_contact", by=by, contact=contact)
