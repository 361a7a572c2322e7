"""What was written without a network is sent once and whole, and nothing goes from the phone before the receipt."""

import pytest

from boundaries.models import Attachment, Incident
from tests.browser.phone_modules import phone_at, photo, run, whole_report

WORDS = "„Дайте ми номера си, ако ми прилошее през нощта.”"


@pytest.fixture
def phone(caras_phone, story_cast):
    return phone_at(caras_phone(service_workers="block"), story_cast["cara"])


def write(phone, report, *, is_sent=False):
    body = "await write(given[0]); if (given[1]) await drafts.wantSent(given[0].id); return await sync.now();"
    return run(phone, body, [report, is_sent])


def draft_of(phone, report):
    return run(phone, "return (await drafts.load(given)) ?? null", report["id"])


def test_a_report_written_offline_is_sent_once_with_every_word_and_the_photo(phone):
    report = whole_report(WORDS)
    phone.context.set_offline(True)
    body = """await write(given.report);
      await sync.files.add(given.report.id, file(given.photo, "врата.jpg", "image/jpeg"), true);
      await drafts.wantSent(given.report.id);
      return await sync.now();"""
    assert run(phone, body, {"report": report, "photo": photo(size=(900, 700))}) is False
    assert not Incident.objects.exists()
    phone.context.set_offline(False)
    assert run(phone, "return await sync.now()") is True
    sent = Incident.objects.get()
    assert (str(sent.pk), sent.request_verbatim, sent.status) == (report["id"], WORDS, "submitted")
    assert sent.answers.count() == 14
    assert sent.answers.get(clause__number=6).note == "6"
    assert Attachment.objects.get().name == "врата.jpg"
    kept = run(phone, "return [await drafts.list(), await vault.list('files'), await drafts.receipt(given)]", report["id"])
    assert kept[:2] == [[], []]
    assert kept[2]["reference"] == sent.reference


def test_what_is_missing_is_said_and_everything_stays(phone):
    report = whole_report(WORDS)
    report["sections"]["hopes"]["expectation"] = ""
    assert write(phone, report, is_sent=True) is True
    draft = draft_of(phone, report)
    assert [reason["code"] for reason in draft["refused"]["missing"]] == ["expectation_missing"]
    assert draft["send"] is None
    assert draft["sections"]["basics"]["content"]["request_verbatim"] == WORDS
    mended = """await drafts.keep(given, "hopes", {expectation: "advice", expectation_text: ""});
      await drafts.wantSent(given); await sync.now(); return await drafts.receipt(given)"""
    assert run(phone, mended, report["id"])["reference"] == Incident.objects.get().reference


def test_an_answer_that_got_lost_is_no_second_report(phone):
    """The server did it, and the phone never heard of it: sent again it is the same report."""
    report = whole_report(WORDS)

    def swallow(route):
        route.fetch()
        route.abort()

    phone.route("**/api/v1/incidents/", swallow)
    assert write(phone, report, is_sent=True) is False
    sent = Incident.objects.get()
    assert sent.reference
    assert draft_of(phone, report)["sections"]["basics"]["content"]["request_verbatim"] == WORDS
    phone.unroute("**/api/v1/incidents/")
    run(phone, "await sync.now()")
    assert run(phone, "return (await drafts.receipt(given)).reference", report["id"]) == sent.reference
    assert Incident.objects.count() == 1


def test_an_answer_that_got_lost_is_no_difference_either(phone):
    """The same phone writes on while the answer to what it wrote before never came."""
    report = whole_report(WORDS)
    write(phone, report)
    phone.route("**/steps/6/", lambda route: (route.fetch(), route.abort()))
    keep = "await drafts.keep(given[0], 'step-6', {answer: 'not_done', note: given[1]}); return await sync.now()"
    assert run(phone, keep, [report["id"], "first"]) is False
    phone.unroute("**/steps/6/")
    assert run(phone, keep, [report["id"], "second"]) is True
    assert draft_of(phone, report)["sections"]["step-6"]["state"] == "saved"
    assert Incident.objects.get().answers.get(clause__number=6).note == "second"


def test_signed_out_or_somebody_else_nothing_is_sent(phone, story_cast):
    report = whole_report(WORDS)
    phone.route("**/api/v1/hello/", lambda route: route.fulfill(status=401, json={"code": "not_authenticated"}))
    assert write(phone, report, is_sent=True) is False
    phone.unroute("**/api/v1/hello/")
    other = {"me": str(story_cast["sam"].pk), "token": "x", "draft_days": 30}
    phone.route("**/api/v1/hello/", lambda route: route.fulfill(json=other))
    assert run(phone, "return await sync.now()") is False
    names = [name for name, _ in run(phone, "return heard")]
    assert names == ["away", "other_person"]
    assert not Incident.objects.exists()
    assert draft_of(phone, report)["send"]


def test_discarded_here_is_discarded_there(phone):
    report = whole_report(WORDS)
    write(phone, report)
    assert Incident.objects.count() == 1
    assert run(phone, "await drafts.discard(given); await sync.now(); return await vault.list('drafts')", report["id"]) == []
    assert not Incident.objects.exists()


def test_words_without_an_answer_go_along_with_what_is_sent_early(phone):
    report = whole_report(WORDS)
    report["sections"]["step-7"] = {"answer": "yes", "note": "", "consulted": ""}
    report["sections"]["step-12"] = {"note": "half a thought"}
    write(phone, report, is_sent=True)
    sent = Incident.objects.get()
    assert sent.status == "submitted"
    assert not sent.answers.filter(clause__number=12).exists()
    assert sent.addenda.get().text == "half a thought"
    assert run(phone, "return await drafts.list()") == []
