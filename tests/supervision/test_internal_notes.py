"""Notes for colleagues: those who answer read them, auditors without names, a reporter and whoever is named nowhere."""

import pytest
from django.core import mail as outbox

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent, OutboxItem
from audit.verify import verify
from supervision.delivery import deliver_due
from supervision.exports.record import canonical_json, record_document
from supervision.models import InternalNote, Notice
from tests import stories
from tests.cast import make_person
from tests.supervision.asking import address as api
from tests.supervision.asking import get, post
from tests.supervision.pages import address, browser, in_english, page, send
from tests.sweeps.routes import every_route

pytestmark = pytest.mark.django_db
MARKER = "Zwischenunsgesagt"
NOTE = {"body": f"{MARKER}: Cara seems tired, says Sam Fekete.", "language": "en"}


@pytest.fixture
def noted(cara, sam):
    incident = stories.answered(cara, by=sam)
    record(incident, "note", by=sam, **NOTE)
    return incident


def test_those_who_answer_read_it_in_a_section_of_its_own(noted, sam, lena):
    for person in (sam, in_english(lena)):
        text = page(person, address(noted))
        assert MARKER in text
        assert text.index('id="parts"') < text.index("Notes for colleagues") < text.index(MARKER)
    assert MARKER in get(lena, api(noted))["internal_notes"][0]["body"]


def test_an_auditor_reads_it_without_names(noted, rita):
    text = page(rita, address(noted))
    assert MARKER in text
    for name in ("Cara", "Fekete"):
        assert name not in text
        assert name not in get(rita, api(noted))["internal_notes"][0]["body"]
    assert "/note/" not in text


def test_whoever_answers_writes_it_on_the_page_and_its_colleague_hears_of_it(noted, lena, sam):
    send(lena, address(noted, "note"), body="We talked about it", language="en")
    assert InternalNote.objects.get(author=lena).body == "We talked about it"
    assert Notice.objects.get(user=sam, kind="note_added")
    assert not Notice.objects.filter(kind="note_added").exclude(user=sam).exists()


def test_a_program_writes_it_too(noted, lena):
    post(lena, api(noted, "note/"), body="By a program", language="en")
    assert noted.internal_notes.count() == 2


@pytest.mark.parametrize("name", ["cara", "tom", "rita", "petra", "ada", "olly"])
def test_nobody_else_writes_one(cast, name):
    incident = stories.answered(cast["cara"], by=cast["sam"])
    with pytest.raises(NotPermitted):
        record(incident, "note", by=cast[name], **NOTE)


@pytest.mark.parametrize("body", ["", "  ", "x" * 20_001])
def test_nothing_and_far_too_much_are_no_note(cara, sam, body):
    incident = stories.answered(cara, by=sam)
    assert "errors" in send(sam, address(incident, "note"), status=200, body=body, language="en")
    assert not InternalNote.objects.exists()


def test_after_the_end_nothing_is_added(cara, sam):
    incident = stories.closed(cara, by=sam)
    with pytest.raises(NotNow):
        record(incident, "note", by=sam, **NOTE)


def test_it_leaves_the_record_and_its_seal_as_they_were_and_is_proven_all_the_same(noted, sam):
    events = AuditEvent.objects.filter(chain=f"incident:{noted.pk}")
    assert "note_added" not in events.values_list("act", flat=True)
    assert verify(organisation_id=noted.organisation_id).findings == []
    InternalNote.objects.get()._meta.model._base_manager.filter()  # it is there
    assert AuditEvent.objects.filter(act="note_added").get().data["digests"]


# -- a planted marker appears nowhere that a reporter can reach ---------------------------------------------------


def test_a_planted_note_is_on_no_page_and_in_no_answer_that_its_reporter_can_ask_for(noted, cara, sam):
    stories.measured(noted, sam)
    perform(noted, "resolve", by=sam, message={"body": "This is it", "language": "en"}, **stories.RESULT)
    client, swept = browser(cara), 0
    arguments = {"reference": noted.reference, "number": 2, "slug": "phone-number"}
    names = ("sign", "follow_up", "correct", "note", "write", "add", "agree", "entry", "reopen", "withdraw", "escalate")
    for route in every_route():
        if set(route.arguments) - {*arguments, "name"}:
            continue
        for name in names if "name" in route.arguments else ("",):
            answer = client.get(route.path(arguments | {"name": name}))
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert MARKER.encode() not in body, route.pattern
            swept += 1
    for tab in ("timeline", "steps", "history"):
        text = client.get(f"{address(noted)}?tab={tab}").content.decode()
        assert MARKER not in text
        assert "note_added" not in text
        assert "Note for colleagues" not in text
    for place in (f"/incidents/?q={MARKER}", f"/api/v1/incidents/?q={MARKER}", "/notices/"):
        assert noted.reference not in client.get(place).content.decode() or "notices" in place
    assert swept >= 60


def test_her_document_and_her_csv_do_not_hold_it_and_the_lines_own_does(noted):
    for profile, expected in (("reporter", False), ("pseudonymised", False), ("identified", True)):
        for language in ("en", "hu"):
            document = record_document(noted, language=language, profile=profile)
            assert (MARKER in canonical_json(document).decode()) is expected
            assert [section["key"] for section in document["sections"]][8:] == (["internal"] if expected else [])


def test_the_search_finds_nobody_by_it(noted, cara, sam):
    assert noted.reference not in page(sam, f"/queue/search/?q={MARKER}")
    assert noted.reference not in page(cara, f"/incidents/?q={MARKER}")


def test_no_mail_carries_it_and_the_reporter_gets_none(noted, lena, mailbox):
    record(noted, "note", by=lena, **NOTE)
    deliver_due()
    assert MARKER not in "".join(str(message) for message in [*mailbox.messages, *outbox.outbox])
    assert MARKER not in str(list(OutboxItem.objects.values()))
    assert len(mailbox.messages) >= 2
    assert not Notice.objects.filter(user=noted.reporter, kind="note_added").exists()


def test_whoever_is_named_finds_nothing_at_all(cara, sam, lena):
    named = make_person(cara.organisation, cara.team, "Nina Named", Role.LEAD)
    incident = stories.answered(cara, by=sam, named=[named])
    record(incident, "note", by=sam, **NOTE)
    page(named, address(incident), status=404)
    get(named, api(incident), expect=404)
    with pytest.raises(NotPermitted):
        record(incident, "note", by=named, **NOTE)
    assert MARKER in page(lena, address(incident))


def test_a_supervisors_own_report_hides_the_notes_about_it_from_her(sam, lena):
    incident = stories.answered(sam, by=lena)
    record(incident, "note", by=lena, **NOTE)
    text = page(sam, address(incident))
    assert MARKER not in text
    assert "Notes for colleagues" not in text
    assert get(sam, api(incident))["internal_notes"] == []
