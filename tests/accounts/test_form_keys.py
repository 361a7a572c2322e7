"""Forms of pages are done once however often they are sent, without JavaScript as well."""

import re
import uuid

import pytest

from accounts.models import DifferentRequest, SentRequest
from audit.models import AuditEvent
from boundaries.models import Addendum, Incident
from supervision.models import Message
from tests import stories
from tests.supervision.pages import address, browser

pytestmark = pytest.mark.django_db
KEY = re.compile(r'<input type="hidden" name="key" value="([0-9a-f]{32})"')


@pytest.fixture
def sent(cara, sam, client_k):
    return stories.answered(cara, by=sam, client=client_k)


def key_of(client, path):
    return KEY.search(client.get(path).content.decode())[1]


def test_each_form_that_is_shown_has_a_key_of_its_own(cara, sent):
    client = browser(cara)
    assert len({key_of(client, address(sent, "write")) for _ in range(3)}) == 3


@pytest.mark.parametrize(("name", "who", "fields"), [
    ("write", "cara", {"body": "Once more", "language": "en"}),
    ("add", "cara", {"text": "And this", "language": "en", "corrects": ""}),
    ("answer", "sam", {"kind": "reply", "body": "Thank you", "language": "en"}),
])  # fmt: skip
def test_pressing_twice_says_it_once(cast, sent, name, who, fields):
    client = browser(cast[who])
    fields = fields | {"key": key_of(client, address(sent, name))}
    before = (Message.objects.count(), Addendum.objects.count(), AuditEvent.objects.count())
    answers = [client.post(address(sent, name), fields) for _ in range(2)]
    after = (Message.objects.count(), Addendum.objects.count(), AuditEvent.objects.count())
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert sum(after[:2]) == sum(before[:2]) + 1
    assert after[2] == before[2] + 1
    page = client.get(answers[0]["Location"]).content.decode()
    assert page.count('class="notice done"') == 1


def test_the_same_key_with_other_words_is_refused_kindly_and_both_are_kept(cara, sent):
    client, path = browser(cara), address(sent, "write")
    key = key_of(client, path)
    client.post(path, {"body": "First", "language": "en", "key": key})
    refused = client.post(path, {"body": "Second", "language": "en", "key": key})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert 'href="/settings/sent-twice/"' in page
    assert f'href="{address(sent)}"' in page
    assert page.count("<h1>") == 1
    kept = DifferentRequest.objects.get()
    assert "First" in kept.first.content
    assert "Second" in kept.content
    assert not Message.objects.filter(body="Second").exists()


def test_neither_the_forms_token_nor_its_key_is_kept(cara, sent):
    client, path = browser(cara), address(sent, "write")
    client.post(path, {"body": "x", "language": "en", "key": "k1", "csrfmiddlewaretoken": "planted"})
    assert SentRequest.objects.get().content == '{"body":"x","language":"en"}'


def test_a_form_with_a_fault_keeps_its_key_and_is_mended_under_it(cara, sent):
    client, path = browser(cara), address(sent, "write")
    faulty = client.post(path, {"body": "", "language": "en", "key": "a" * 32})
    assert faulty.status_code == 200
    assert KEY.search(faulty.content.decode())[1] == "a" * 32
    assert not SentRequest.objects.exists()
    assert client.post(path, {"body": "Now", "language": "en", "key": "a" * 32}).status_code == 302


def test_prepared_text_put_in_is_no_sending(sam, sent):
    client, path = browser(sam), address(sent, "answer")
    words = re.search(r'name="insert" value="(\w+)"', client.get(path).content.decode())[1]
    page = client.post(path, {"body": "", "language": "en", "kind": "reply", "insert": words, "key": "b" * 32})
    assert KEY.search(page.content.decode())[1] == "b" * 32
    assert not SentRequest.objects.exists()


@pytest.mark.parametrize("key", [None, "", "a b", "ő", "x" * 65])
def test_a_form_without_a_key_is_sent_as_often_as_it_is_sent(cara, sent, key):
    fields = {"body": "x", "language": "en"} | ({} if key is None else {"key": key})
    for _ in range(2):
        assert browser(cara).post(address(sent, "write"), fields).status_code == 302
    assert Message.objects.filter(body="x").count() == 2


def test_what_could_not_be_done_is_not_remembered(cara, sam, client_k):
    """The second of two supervisors: her key is free for what she does then."""
    report = stories.submitted(cara, client=client_k)
    client, path = browser(sam), address(report, "acknowledge")
    fields = {"kind": "reply", "body": "Thank you", "language": "en", "key": "c" * 32}
    stories.perform(report, "acknowledge", by=sam, message=stories.message())
    assert client.post(path, fields).status_code == 409
    assert not SentRequest.objects.exists()


def test_a_key_opens_nothing_to_others(cara, sam, olly, sent):
    fields = {"body": "x", "language": "en", "key": "d" * 32}
    assert browser(cara).post(address(sent, "write"), fields).status_code == 302
    assert browser(olly).post(address(sent, "write"), fields).status_code == 404
    assert browser(sam).post(address(sent, "write"), fields).status_code == 403
    assert SentRequest.objects.count() == 1


# -- the reporter's own forms ----------------------------------------------------------------------------------


def test_the_care_record_is_entered_once_and_says_so_once(cara, sent):
    client = browser(cara)
    receipt = f"/incidents/{sent.reference}/receipt/"
    fields = {"number": "CR-7", "note": "", "key": key_of(client, receipt)}
    path = f"/incidents/{sent.reference}/care-record/"
    assert [client.post(path, fields)["Location"] for _ in range(2)] == [receipt, receipt]
    page = client.get(receipt).content.decode()
    assert 'class="notice missing"' not in page
    assert AuditEvent.objects.filter(act="care_record_entered").count() == 1


def test_a_draft_thrown_away_twice_is_gone_and_not_an_error(cara):
    draft = stories.draft(cara)
    path = f"/incidents/drafts/{draft.pk}/discard/"
    client = browser(cara)
    fields = {"key": key_of(client, path)}
    assert [client.post(path, fields).status_code for _ in range(2)] == [302, 302]
    assert not Incident.objects.exists()


def test_another_question_under_the_same_key_is_not_dropped_in_silence(cara, sam):
    client = browser(cara)
    fields = {"draft": str(uuid.uuid4()), "go": "send", "key": key_of(client, "/questions/new/")}
    assert client.post("/questions/new/", fields | {"question": "One?"}).status_code == 302
    assert client.post("/questions/new/", fields | {"question": "One?"}).status_code == 302
    assert client.post("/questions/new/", fields | {"question": "Two?"}).status_code == 409
    assert "Two?" in DifferentRequest.objects.get().content
    assert Incident.objects.get().question == "One?"


def test_danger_is_sent_once_and_other_words_are_kept(cara, sam):
    client = browser(cara)
    fields = {"draft": str(uuid.uuid4()), "key": key_of(client, "/danger/")}
    answers = [client.post("/danger/", fields | {"answer": "unsure"}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert client.post("/danger/", fields | {"answer": "yes", "what_happened": "He has a knife"}).status_code == 409
    assert "knife" in DifferentRequest.objects.get().content
    assert Incident.objects.count() == 1


def test_steps_added_later_are_added_once(cara, sam):
    client = browser(cara)
    client.post("/danger/", {"draft": str(uuid.uuid4()), "answer": "yes"})
    path = f"/incidents/{Incident.objects.get().reference}/later/"
    fields = {"step-1-answer": "done", "key": key_of(client, path)}
    assert [client.post(path, fields).status_code for _ in range(2)] == [302, 302]
    assert Incident.objects.get().answers.filter(clause__number=1).count() == 1
    assert AuditEvent.objects.filter(act="answer_added").count() == 1
