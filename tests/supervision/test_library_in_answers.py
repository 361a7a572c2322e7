"""The library in an answer: put in with one press, its gaps filled, what was used frozen with the message and shown."""

import pytest

from audit.door import record
from audit.models import AuditEvent
from audit.verify import verify
from policies.library.shelf import the_item
from supervision.models import LibraryUse
from tests import stories
from tests.policies.shelves import kept, published

pytestmark = pytest.mark.django_db
ANSWER = {"kind": "reply", "language": "en", "promise": "", "promised_at": ""}


@pytest.fixture
def page(client, cara, sam):
    """Sam at the answer to a report of Cara's, which she reads in Hungarian."""
    incident = stories.answered(cara, sam)
    client.force_login(sam)
    return client, incident, f"/incidents/{incident.reference}/answer/"


def said(page):
    """Sam's replies after her first one."""
    return page[1].messages.filter(kind="reply").order_by("sent_at")[1:]


@pytest.fixture
def lena(lena):
    lena.language = "en"
    lena.save()
    return lena


def put_in(page, *keys, insert=None, body="", **more):
    client, incident, address = page
    items = [str(the_item(incident.assignee, key).pk) for key in keys]
    asked = {"insert": insert or items[0], "pick": items if insert else []}
    response = client.post(address, ANSWER | {"body": body} | asked | more)
    return response, response.context["form"]


def send(page, form, **more):
    client, _incident, address = page
    values = {"body": form["body"].value(), "items": form["items"].value()} if form else {}
    return client.post(address, ANSWER | values | more, follow=True)


def test_one_press_puts_a_text_in_and_sends_nothing(page):
    response, form = put_in(page, "can_support", body="Dear Cara")
    assert response.status_code == 200
    assert form["body"].value() == "Dear Cara\n\nEz nehéz pillanat volt, és Ön nyugodt és kedves maradt."
    assert len(said(page)) == 0
    assert b"From the library" in response.content


def test_ticked_questions_are_put_in_as_a_list_in_the_reporters_language(page):
    _response, form = put_in(page, "ask_reason", "ask_safety", "ask_next", insert="questions")
    lines = form["body"].value().splitlines()
    assert [line[:2] for line in lines] == ["– "] * 3
    assert "ügyfélnek" in lines[0]


@pytest.mark.parametrize("key", [f"can_{name}" for name in (
    "support", "validate", "first_contact", "inform", "offer_options", "be_trusted", "empower", "accompany",
)])  # fmt: skip
def test_each_possibility_can_be_put_in(page, key):
    sample = the_item(page[1].assignee, key).text("hu")["sample"]
    assert put_in(page, key)[1]["body"].value() == sample


def test_a_built_in_example_can_be_put_in(page):
    assert "útlevele" in put_in(page, "person_without_passport")[1]["body"].value()


def test_a_text_with_a_gap_is_refused_naming_it(page):
    _response, form = put_in(page, "can_inform")
    refused = send(page, form)
    assert "Fill in what is still open: {fact}" in refused.content.decode()
    assert len(said(page)) == 0
    assert send(page, form, body="Ez érvényes: nem adunk számot.").status_code == 200
    assert len(said(page)) == 1


def test_what_was_used_is_frozen_with_the_message_and_proven(page):
    _response, form = put_in(page, "can_support")
    send(page, form)
    [message] = said(page)
    use = LibraryUse.objects.get()
    assert (use.message, use.item.key, use.item.version) == (message, "can_support", 1)
    event = AuditEvent.objects.filter(act="message_sent").latest("seq")
    assert use.part_digest("use") in event.data["digests"].values()
    assert verify(organisation_id=page[1].organisation_id).findings == []


def test_a_use_that_slipped_in_past_the_door_is_found(page):
    message = page[1].messages.latest("sent_at")
    LibraryUse.objects.create(message=message, item=the_item(page[1].assignee, "silence"))
    found = verify(organisation_id=page[1].organisation_id).findings
    assert ["stands in no event" in str(finding) for finding in found] == [True]


def test_colleagues_see_what_was_used_and_the_reporter_does_not(page, cara, lena, petra, client):
    item = published(petra, title="Gift words")
    _response, form = put_in(page, item.key, "can_support", insert="questions")
    send(page, form)
    address = f"/incidents/{page[1].reference}/"
    client.force_login(lena)
    shown = client.get(address).content.decode()
    assert "Gift words en (version 1)" in shown
    client.force_login(cara)
    assert "Gift words" not in client.get(address).content.decode()


def test_what_somebody_keeps_for_herself_is_not_named_to_colleagues(page, sam, lena, client):
    mine = kept(sam, title="My secret words")
    _response, form = put_in(page, mine.key)
    send(page, form)
    client.force_login(lena)
    shown = client.get(f"/incidents/{page[1].reference}/").content.decode()
    assert "a text of one’s own" in shown
    assert "My secret words" not in shown


def test_ids_of_somebody_else_or_of_nothing_are_no_use(page, tom, olly):
    theirs = kept(tom), kept(olly)
    client, incident, address = page
    response = client.post(address, ANSWER | {"body": "", "insert": str(theirs[0].pk), "pick": [str(theirs[1].pk), "x"]})
    assert response.context["form"]["body"].value() in ("", None)
    send(page, None, body="An answer", items=[str(theirs[0].pk), str(theirs[1].pk), "nonsense", "'; --"])
    assert incident.messages.filter(kind="reply", body="An answer").exists()
    assert not LibraryUse.objects.exists()


def test_the_organisations_own_welcome_takes_the_place_of_the_built_in_one(page, petra):
    published(petra, key="welcome", body="Our own welcome, {name}.")
    client, _incident, address = page
    form = client.post(address, ANSWER | {"body": "", "insert": "welcome"}).context["form"]
    assert form["body"].value() == "Our own welcome, Cara. hu"


def test_by_api_the_items_are_named_by_id(page, sam):
    _client, incident, _address = page
    item = the_item(sam, "thanks")
    record(incident, "answer", by=sam, kind="reply", body="Thanks", language="en", items=[item])
    assert LibraryUse.objects.get().item == item
