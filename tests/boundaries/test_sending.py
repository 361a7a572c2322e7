"""From the check to the receipt: what is missing is named, sending twice is sending once, danger goes early."""

import datetime

import pytest
from django.utils import timezone

from audit.ids import uuid7
from boundaries.models import Incident
from tests.boundaries import filling

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client, cara, sam):
    client.force_login(cara)
    return filling.begun(client)


def test_a_whole_report_is_sent_and_has_a_receipt(client, address, client_k, sam):
    assert client.post(address, filling.whole(client_k, go="check")).url == f"{address}check/"
    check = client.get(f"{address}check/")
    assert check.context["missing"] == []
    receipt = client.get(client.post(f"{address}check/").url).content.decode()
    incident = Incident.objects.get()
    assert incident.status == "submitted"
    assert incident.reference in receipt
    assert sam.short_name in receipt
    assert incident.protocol_version.closing["hu"] in receipt


def test_sending_twice_shows_the_same_receipt(client, address, client_k):
    client.post(address, filling.whole(client_k))
    first, second = client.post(f"{address}check/"), client.post(f"{address}check/")
    assert first.url == second.url
    assert Incident.objects.count() == 1


def test_what_is_missing_is_named_with_its_place(client, address):
    check = client.get(f"{address}check/")
    codes = {reason["code"] for reason in check.context["missing"]}
    assert {"request_missing", "client_missing", "step_1_missing", "expectation_missing"} <= codes
    assert client.post(f"{address}check/").url == f"{address}check/"
    assert Incident.objects.get().status == "draft"


def test_a_late_save_leads_to_the_sent_report(client, address, client_k):
    client.post(address, filling.whole(client_k))
    client.post(f"{address}check/")
    incident = Incident.objects.get()
    for page in ("", "check/", "discard/", "kind/"):
        assert client.get(address + page).url == f"/incidents/{incident.reference}/"
    client.post(address, {"feelings": "later"})
    incident.refresh_from_db()
    assert incident.feelings == ""


def test_tomorrow_cannot_have_happened(client, address):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    page = client.post(address, {"occurred_at": tomorrow.strftime("%Y-%m-%dT%H:%M")})
    assert page.context["guided"].faults


def test_times_are_local_to_the_organisation(client, address):
    client.post(address, {"occurred_at": "2026-07-01T12:00"})
    assert Incident.objects.get().occurred_at == datetime.datetime(2026, 7, 1, 10, tzinfo=datetime.UTC)


def test_the_conditional_question_is_asked_and_unsure_goes_to_safeguarding(client, cara, lena, client_k):
    client.force_login(cara)
    address = filling.begun(client, "larger_gift_or_cash")
    client.post(address, filling.whole(client_k))
    missing = client.get(f"{address}check/").context["missing"]
    assert [reason["code"] for reason in missing] == ["condition_missing"]
    client.post(address, filling.whole(client_k, condition_answer="unsure"))
    client.post(f"{address}check/")
    assert Incident.objects.get().route == "safeguarding"


def test_danger_sends_with_nothing_but_its_answer(client, cara, lena, sam):
    client.force_login(cara)
    sent = {"draft": str(uuid7()), "danger_for": "client", "answer": "yes"}
    first, second = client.post("/danger/", sent), client.post("/danger/", sent)
    assert first.url == second.url
    incident = Incident.objects.get()
    assert (incident.status, incident.urgent, incident.danger_for) == ("submitted", True, "client")
    assert incident.event_type.key == "other"


def test_danger_takes_along_what_was_written(client, address, client_k):
    client.post(address, filling.basics(client_k))
    client.post(f"{address}danger/", {"answer": "unsure", "what_happened": "He fell"})
    incident = Incident.objects.get()
    assert incident.safety_concern == "unsure"
    assert incident.what_happened == "He fell"
    assert incident.event_type.key == "phone_number"


def test_worry_in_step_seven_sends_what_there_is(client, address):
    reply = client.post(address, {"step-7-answer": "yes", "feelings": "x" * 30_000, "go": "send"})
    assert reply.url.endswith("/receipt/")
    assert Incident.objects.get().urgent


def test_open_steps_are_answered_once_after_an_early_report(client, address):
    client.post(address, {"step-7-answer": "yes", "go": "send"})
    incident = Incident.objects.get()
    page = f"/incidents/{incident.reference}/later/"
    assert len(client.get(page).context["forms"]) == 13
    client.post(page, {"step-13-answer": "declined", "step-7-answer": "no"})
    client.post(page, {"step-13-answer": "accepted"})
    rows = {row.clause.number: row.answer for row in incident.answers.all()}
    assert rows == {7: "yes", 13: "declined"}
    incident.refresh_from_db()
    assert incident.client_decision == ""


def test_the_care_record_entry_tells_request_and_response_only(client, address, client_k):
    sent = filling.whole(client_k, feelings="It upset me")
    client.post(address, sent | {"step-8-answer": "yes", "step-8-note": "Uneasy"})
    receipt = client.get(client.post(f"{address}check/").url)
    entry = receipt.context["entry"]
    assert "Mondja már meg a számát!" in entry
    assert "upset" not in entry
    assert "Uneasy" not in entry


def test_the_entry_is_confirmed_with_its_number(client, address, client_k):
    client.post(address, filling.whole(client_k))
    client.post(f"{address}check/")
    incident = Incident.objects.get()
    client.post(f"/incidents/{incident.reference}/care-record/", {"number": ""})
    incident.refresh_from_db()
    assert incident.care_record_at is None
    client.post(f"/incidents/{incident.reference}/care-record/", {"number": "CR-7\x00"})
    incident.refresh_from_db()
    assert incident.care_record_ref == "CR-7"


def test_others_do_not_see_the_receipt(client, address, client_k, sam, olly):
    client.post(address, filling.whole(client_k))
    receipt = client.post(f"{address}check/").url
    for person in (sam, olly):
        client.force_login(person)
        assert client.get(receipt).status_code == 404


def test_a_question_needs_only_text_and_says_first_what_is_written(client, cara, sam):
    client.force_login(cara)
    sent = {"draft": str(uuid7()), "question": "Elmondhatom az ügyfélnek a szabályt?"}
    looked = client.post("/questions/new/", sent)
    assert looked.context["clauses"]
    first = client.post("/questions/new/", sent | {"go": "send"})
    assert first.url.endswith("/receipt/")
    assert Incident.objects.get().kind == "question"
    assert Incident.objects.get().due_at is not None


def test_an_empty_question_is_asked_for(client, cara):
    client.force_login(cara)
    page = client.post("/questions/new/", {"draft": str(uuid7()), "question": " \x00 ", "go": "send"})
    assert page.context["form"].errors
    assert not Incident.objects.exists()
