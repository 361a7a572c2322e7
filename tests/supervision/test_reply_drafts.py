"""An answer that was begun is kept for its writer alone, and gone once something is sent (B-CS-16)."""

import pytest

from audit.door import perform, record
from supervision.models import ReplyDraft
from tests import stories
from tests.supervision.asking import address as api
from tests.supervision.asking import get
from tests.supervision.pages import address, browser, page, send
from tests.sweeps.routes import every_route

pytestmark = pytest.mark.django_db
BEGUN = {"kind": "question", "body": "Halbfertig gedacht", "language": "sv", "keep": "1"}


def test_kept_as_it_stands_and_gone_on_with(cara, sam):
    incident = stories.submitted(cara)
    send(sam, address(incident, "acknowledge"), **BEGUN | {"promised_at": "2999-01-01T10:00"})
    row = ReplyDraft.objects.get()
    assert (row.user, row.kind, row.body, row.language) == (sam, "question", BEGUN["body"], "sv")
    text = page(sam, address(incident, "acknowledge"))
    assert f"{BEGUN['body']}</textarea>" in text
    assert 'value="2999-01-01T10:00"' in text
    assert not incident.messages.exclude(kind="receipt").exists()


@pytest.mark.parametrize("fields", [{"body": ""}, {"kind": "receipt"}, {"language": "xx"}, {"promised_at": "soon"}])
def test_whatever_is_still_missing_or_wrong(cara, sam, fields):
    incident = stories.submitted(cara)
    send(sam, address(incident, "acknowledge"), **BEGUN | fields)
    row = ReplyDraft.objects.get()
    assert row.kind in ("question", "")
    assert row.language in ("sv", "")
    assert page(sam, address(incident, "acknowledge"))


def test_a_later_one_takes_its_place(cara, sam):
    incident = stories.submitted(cara)
    for body in ("First", "Second"):
        send(sam, address(incident, "acknowledge"), **BEGUN | {"body": body})
    assert ReplyDraft.objects.get().body == "Second"


def test_a_colleague_has_her_own(cara, sam, lena):
    incident = stories.submitted(cara)
    for person in (sam, lena):
        send(person, address(incident, "acknowledge"), **BEGUN | {"body": f"By {person.given_name}"})
    assert "By Sam" not in page(lena, address(incident, "acknowledge"))
    perform(incident, "acknowledge", by=sam, message=stories.message())
    assert ReplyDraft.objects.get().user == lena


def test_no_reporter_auditor_or_colleague_ever_sees_it(cara, sam, lena, rita):
    incident = stories.answered(cara, by=sam)
    send(sam, address(incident, "answer"), **BEGUN)
    swept = 0
    for person in (cara, lena, rita):
        client = browser(person)
        for route in every_route():
            if set(route.arguments) - {"reference", "name"}:
                continue
            answer = client.get(route.path({"reference": incident.reference, "name": "answer"}))
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert BEGUN["body"].encode() not in body, route.pattern
            swept += 1
        assert BEGUN["body"] not in str(get(person, api(incident, "messages/")))
    assert swept >= 90


def test_it_is_wiped_by_what_is_sent_and_by_the_end(cara, sam):
    incident = stories.answered(cara, by=sam)
    send(sam, address(incident, "answer"), **BEGUN)
    record(incident, "answer", by=sam, **stories.message())
    assert not ReplyDraft.objects.exists()
    resolved = stories.resolved(cara, by=sam)
    ReplyDraft.objects.create(incident=resolved, user=sam, body="Left over")
    record(resolved, "agree", by=cara)
    record(resolved, "enter_in_care_record", by=cara, reference="CR-7")
    stories.say_how_it_was(resolved, cara)
    perform(resolved, "close", by=sam, reason="Done")
    assert not ReplyDraft.objects.exists()


def test_where_it_can_no_longer_be_sent_it_can_be_copied(cara, sam):
    incident = stories.submitted(cara)
    send(sam, address(incident, "acknowledge"), **BEGUN)
    perform(incident, "withdraw", by=cara, reason="Settled")
    assert BEGUN["body"] in page(sam, address(incident, "answer"), status=409)
