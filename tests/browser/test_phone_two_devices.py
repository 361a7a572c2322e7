"""Two devices on one draft: what only one changed is taken over, what both changed waits for the person, nothing is lost."""

import json

import pytest
from django.test import Client as Browser

from audit.door import record
from boundaries.models import Incident
from boundaries.sending import send
from tests.browser.phone_modules import phone_at, run, whole_report

WORDS = "„Дайте ми номера си.”"
STATES = "return Object.values((await drafts.load(given)).sections).map(({ state }) => state)"


@pytest.fixture
def report(story_cast, caras_phone):
    caras_phone.page = caras_phone(service_workers="block")
    return whole_report(WORDS)


@pytest.fixture
def phone(report, caras_phone, story_cast):
    page = phone_at(caras_phone.page, story_cast["cara"])
    run(page, "await write(given); await sync.now()", report)
    return page


@pytest.fixture
def other(story_cast, phone, report):
    """A function: the same person changes the draft through the API, as another device does."""
    browser = Browser()
    browser.force_login(story_cast["cara"])

    def change(path, method="PUT", **content):
        address = f"/api/v1/drafts/{report['id']}/{path}"
        answer = browser.generic(method, address, json.dumps(content), "application/json")
        assert answer.status_code == 200, answer.content

    return change


def kept(phone, report, section, content):
    run(phone, "await drafts.keep(...given); await sync.now()", [report["id"], section, content])
    return run(phone, "return (await drafts.load(given[0]))?.sections[given[1]]", [report["id"], section])


def test_another_field_and_another_step_are_taken_over_and_sent_with_the_rest(phone, report, other):
    other("steps/6/", answer="not_done", note="from the other one")
    other("", "PATCH", feelings="calm")
    hopes = {"expectation": "advice", "expectation_text": "soon"}
    run(phone, "await drafts.keep(given[0], 'hopes', given[1])", [report["id"], hopes])
    run(phone, "await drafts.wantSent(given); await sync.now()", report["id"])
    sent = Incident.objects.get()
    assert (sent.status, sent.feelings, sent.expectation_text) == ("submitted", "calm", "soon")
    assert sent.answers.get(clause__number=6).note == "from the other one"
    assert run(phone, "return await drafts.list()") == []


def test_the_same_step_written_twice_waits_for_the_person(phone, report, other):
    other("steps/6/", answer="not_done", note="there")
    section = kept(phone, report, "step-6", {"answer": "done", "note": "here"})
    assert (section["state"], section["content"]["note"]) == ("differs", "here")
    assert section["current"]["content"]["note"] == "there"
    run(phone, "await drafts.wantSent(given); await sync.now()", report["id"])
    assert Incident.objects.get().status == "draft"
    assert set(run(phone, STATES, report["id"])) == {"saved", "differs"}
    chosen = "await drafts.choose(given[0], 'step-6', given[1]); await drafts.wantSent(given[0]); await sync.now()"
    run(phone, chosen, [report["id"], section["content"]])
    assert Incident.objects.get().answers.get(clause__number=6).note == "here"
    assert Incident.objects.get().status == "submitted"


def test_sent_on_the_other_device_with_these_words_it_is_the_same_report(phone, report, story_cast):
    reference = send(Incident.objects.get(), story_cast["cara"]).reference
    kept(phone, report, "step-6", {"answer": "done", "note": "6"})  # as it stands
    run(phone, "await drafts.wantSent(given); await sync.now()", report["id"])
    assert run(phone, "return (await drafts.receipt(given)).reference", report["id"]) == reference
    assert run(phone, "return await drafts.list()") == []


def test_sent_on_the_other_device_other_words_here_stay_to_be_copied(phone, report, story_cast):
    reference = send(Incident.objects.get(), story_cast["cara"]).reference
    section = kept(phone, report, "step-6", {"answer": "done", "note": "only here"})
    draft = run(phone, "return await drafts.load(given)", report["id"])
    assert section["content"]["note"] == "only here"
    assert (draft["reference"], draft["refused"]["isSentElsewhere"]) == (reference, True)
    assert Incident.objects.get().answers.get(clause__number=6).note == "6"


def test_discarded_on_the_other_device_it_stays_here_until_she_says_so(phone, report, story_cast):
    record(Incident.objects.get(), "discard", by=story_cast["cara"])
    section = kept(phone, report, "step-6", {"answer": "done", "note": "only here"})
    assert section["content"]["note"] == "only here"
    assert run(phone, "return (await drafts.load(given)).isGone", report["id"])
    assert not Incident.objects.exists()
    run(phone, "await drafts.wantSent(given); await sync.now()", report["id"])
    sent = Incident.objects.get()
    assert (sent.status, sent.request_verbatim) == ("submitted", WORDS)
    assert sent.answers.get(clause__number=6).note == "only here"
