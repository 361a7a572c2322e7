"""The register of gifts by API: lists, acts by the forms of the page, refusals."""

import pytest

from supervision.models import GiftEntry, InterestDeclaration
from tests import stories
from tests.supervision import giving
from tests.supervision.asking import get, post

GIFTS, INTERESTS = "/api/v1/register/gifts/", "/api/v1/register/interests/"
ENTRY = {
    "thing": "money", "what": "An envelope", "direction": "client_to_staff", "worth": "known", "value": "20.50",
    "currency": "EUR", "became": "accepted",
}  # fmt: skip


@pytest.fixture
def gift(cara, sam, lena, client_k):
    return stories.submitted(cara, client=client_k, event="small_gift")


def act(person, incident, name, status=200, **fields):
    return post(person, f"/api/v1/incidents/{incident.reference}/{name}/", expect=status, **fields)


def test_listed_written_and_approved(gift, sam, lena, rita):
    [row] = get(rita, GIFTS)["results"]
    assert (row["reference"], row["reporter"], row["became"], row["is_open"]) == (gift.reference, "P-001", "", False)
    act(sam, gift, "gift", **ENTRY)
    told = get(rita, GIFTS, approval="open")
    assert (told["count"]["count"], told["results"][0]["amount"], told["results"][0]["is_open"]) == (1, "20.50", True)
    entry = str(GiftEntry.objects.get().pk)
    act(lena, gift, "decide-gift", decision="approved", reason="Small.", entry=entry)
    assert get(sam, GIFTS)["results"][0]["is_approved"] is True
    assert "gift_decided" in str(act(lena, gift, "decide-gift", 409, decision="approved", reason="Small."))


def test_refusals(gift, cara, sam, rita, petra, tom):
    for person in (cara, petra):
        get(person, GIFTS, expect=403)
    act(cara, gift, "gift", 403, **ENTRY)
    act(tom, gift, "gift", 404, **ENTRY)
    act(sam, gift, "gift", 400, **(ENTRY | {"value": "-1"}))
    act(sam, stories.submitted(cara), "gift", 409, **ENTRY)
    get(rita, GIFTS, expect=400, became="eaten")


def test_interests(cara, sam, rita, tom, client_k):
    row = post(cara, INTERESTS, expect=201, tie="friend", what="We are neighbours.", client=str(client_k.pk))
    assert (row["client"], row["is_own"], row["decision"]) == ("K-031", True, "")
    decide = f"{INTERESTS}{row['id']}/decide/"
    said = {"decision": "allowed", "reason": "Nothing speaks against it."}
    post(tom, decide, expect=404, **said)
    post(cara, decide, expect=403, **said)
    assert post(sam, decide, **said)["decision"] == "allowed"
    post(sam, decide, expect=409, **said)
    assert [one["who"] for one in get(rita, INTERESTS)["results"]] == ["P-001"]
    assert get(tom, INTERESTS)["results"] == []
    post(rita, INTERESTS, expect=403, tie="friend", what="x")
    post(cara, INTERESTS, expect=400, tie="enemy", what="x")
    assert InterestDeclaration.objects.count() == 1
    giving.declared(sam)
