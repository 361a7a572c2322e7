"""Ways into the register of gifts: a report about a gift, its entry, what was decided about it, and a declared tie."""

from audit.door import record
from supervision.models import GiftEntry, InterestDeclaration
from tests import stories

CAKE = {
    "thing": "gift",
    "what": "A cake for the whole team",
    "direction": "client_to_staff",
    "became": "refused",
    "worth": "none",
}
CASH = CAKE | {
    "thing": "money",
    "what": "An envelope at Christmas",
    "worth": "known",
    "value_cents": 1_250_050,
    "currency": "HUF",
}
KEPT = CASH | {"became": "accepted"}
TIE = {"tie": "relative", "what": "My aunt is a client of the South team since May."}


def entered(incident, by, **said) -> GiftEntry:
    record(incident, "enter_gift", by=by, **(KEPT | said))
    return GiftEntry.objects.get(incident=incident, replaced_by=None)


def approved(incident, writer, lead) -> GiftEntry:
    """What was accepted, known in its value, and stands."""
    row = entered(incident, writer)
    record(incident, "approve_gift", by=lead, reason="Small for what it was, and told at once.")
    row.refresh_from_db()
    return row


def declared(person, **said) -> InterestDeclaration:
    record(person.organisation, "declare_interest", by=person, **(TIE | said))
    return InterestDeclaration.objects.filter(person=person).latest("declared_at", "pk")


def decided(row, by, decision="conditions", reason="She does not go there herself.") -> InterestDeclaration:
    record(row.organisation, "decide_interest", by=by, interest=row.pk, decision=decision, reason=reason)
    row.refresh_from_db()
    return row


def everything(reporter, writer, lead, client) -> None:
    """An entry that was corrected and approved, and an interest that was decided about."""
    incident = stories.submitted(reporter, client=client, event="larger_gift_or_cash")
    entered(incident, writer)
    entered(incident, writer, value_cents=2_000_000, why="The envelope was counted again.")
    record(incident, "approve_gift", by=lead, reason="Passed to the family council.")
    decided(declared(reporter, client=client), lead)
