"""Bounds that no honest work meets: each refused by a stable code and a kind sentence, and never in danger."""

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from accounts.plain_text import is_blank, plain_text
from audit.door import perform, record
from audit.errors import NotNow
from audit.ids import uuid7
from boundaries import drafts, limits
from boundaries.forms import ReportForm
from boundaries.models import Addendum, Incident, NamedPerson
from boundaries.views.danger import send_early
from config.limits import PERSON, person_limits
from supervision.models import Message
from tests import stories

pytestmark = pytest.mark.django_db
UNSEEN = ["", " ", "\n\t", "\u200b", "\u200d\u2060", "\ufeff", "\u00ad", "\u3164", "\u2800", "\u0301", "\u202e \u202c", "\u2028"]
SEEN = ["x", "\u200bő", "…", "👋", "?", "0"]


@pytest.fixture
def few(settings):
    """Bounds that a test can meet."""
    settings.PERSON_LIMITS = {"drafts": 3, "reports": 2, "said": 3}


def refused(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


@pytest.mark.parametrize("text", UNSEEN)
def test_what_nobody_can_see_is_nothing(text):
    assert is_blank(text)
    assert plain_text(text) == ""


@pytest.mark.parametrize("text", SEEN)
def test_what_can_be_seen_stays_as_it_was_typed(text):
    assert plain_text(text) == text


@pytest.mark.parametrize("unseen", ["\u200b", "\u2800\u2800", "\ufeff"])
def test_a_question_a_reason_or_a_message_of_nothing_is_none(client, cara, sam, unseen):
    client.force_login(cara)
    page = client.post("/questions/new/", {"draft": str(uuid7()), "question": unseen, "go": "send"})
    assert page.status_code == 200
    assert not Incident.objects.exists()
    draft = drafts.begin(cara, uuid7(), kind="question")
    Incident.objects.filter(pk=draft.pk).update(question=unseen)
    assert refused(lambda: perform(draft, "submit", by=cara)) == ["question_missing"]
    incident = stories.submitted(cara)
    with pytest.raises(ValidationError):
        perform(incident, "withdraw", by=cara, reason=unseen)
    with pytest.raises(ValidationError):
        perform(incident, "acknowledge", by=sam, message=stories.message(body=unseen))
    with pytest.raises(ValidationError):
        record(incident, "add_information", by=cara, text=unseen, language="hu")
    with pytest.raises(ValidationError):
        record(incident, "enter_in_care_record", by=cara, reference=unseen, note=unseen)
    assert Incident.objects.get(pk=incident.pk).status == "submitted"


def test_beginning_without_a_choice_shows_the_page_again(client, cara):
    client.force_login(cara)
    page = client.post("/incidents/new/", {"event_type": "", "draft": str(uuid7())})
    assert page.status_code == 400
    assert 'name="event_type"' in page.text
    assert not Incident.objects.exists()


def test_one_text_is_bounded_behind_the_door_too(cara):
    draft = stories.draft(cara)
    Incident.objects.filter(pk=draft.pk).update(feelings="x" * (limits.MOST_TEXT + 1))
    assert refused(lambda: perform(draft, "submit", by=cara)) == ["text_too_long"]
    incident = stories.submitted(cara)
    with pytest.raises(ValidationError):
        perform(incident, "withdraw", by=cara, reason="x" * (limits.MOST_TEXT + 1))


def test_all_texts_and_notes_of_a_report_count_together(cara):
    draft = stories.draft(cara)
    used = len(draft.request_verbatim) + sum(len(row.note) for row in draft.answers.all())
    draft.answers.all().update(note="x" * 15_000)
    assert refused(lambda: perform(draft, "submit", by=cara)) == ["report_too_long"]
    draft.answers.all().update(note="x" * 12_000)
    assert used < limits.MOST_OF_REPORT
    assert perform(draft, "submit", by=cara).status == "submitted"


def test_so_many_people_are_named_and_no_more(cara, settings, monkeypatch):
    monkeypatch.setattr(limits, "MOST_NAMED", 2)
    draft = stories.draft(cara)
    Incident.objects.filter(pk=draft.pk).update(staff_part="named")
    for name in ("one", "two", "three"):
        person = NamedPerson(incident=draft)
        person.name = name
        person.save()
    assert refused(lambda: perform(draft, "submit", by=cara)) == ["too_many_named"]
    draft.named.first().delete()
    assert perform(draft, "submit", by=cara).status == "submitted"


def test_the_form_names_no_more_either(cara, sam, tom, monkeypatch):
    monkeypatch.setattr(limits, "MOST_NAMED", 1)
    draft = stories.draft(cara)
    form = ReportForm({"staff_part": "named", "colleagues": [str(sam.pk), str(tom.pk)]}, draft=draft)
    assert not form.is_valid()
    assert "colleagues" in form.errors


def test_begun_and_never_sent(cara, few, client):
    for _ in range(3):
        drafts.begin(cara, uuid7())
    assert refused(lambda: drafts.begin(cara, uuid7())) == ["too_many_drafts"]
    client.force_login(cara)
    answer = client.post("/incidents/new/", {"event_type": "phone_number"}, follow=True)
    assert 'class="notice missing"' in answer.text
    assert Incident.objects.count() == 3
    assert client.post("/questions/new/", {"draft": str(uuid7()), "question": "May I?", "go": "send"}).status_code == 200
    assert Incident.objects.count() == 3
    again = drafts.begin(cara, Incident.objects.first().pk)
    record(again, "discard", by=cara)
    drafts.begin(cara, uuid7())


def test_sent_within_a_day(cara, few, time_machine):
    time_machine.move_to("2026-03-20 08:00Z", tick=False)
    for _ in range(2):
        stories.submitted(cara)
    third = stories.draft(cara)
    assert refused(lambda: perform(third, "submit", by=cara)) == ["too_many_reports"]
    time_machine.move_to("2026-03-21 08:00:01Z", tick=False)
    assert perform(third, "submit", by=cara).status == "submitted"


def test_danger_is_never_held_up(cara, lena, few):
    for _ in range(2):
        stories.submitted(cara)
    for _ in range(3):
        drafts.begin(cara, uuid7())
    sent = send_early(cara, uuid7(), answer="yes", what_happened="Come quickly")
    assert (sent.status, sent.urgent) == ("submitted", True)


def test_said_within_an_hour(cara, sam, few, time_machine):
    time_machine.move_to("2026-03-20 08:00Z", tick=False)
    incident = stories.answered(cara, sam)
    record(incident, "write", by=cara, body="One", language="hu")
    record(incident, "add_information", by=cara, text="Two", language="hu")
    record(incident, "write", by=cara, body="Three", language="hu")
    assert refused(lambda: record(incident, "write", by=cara, body="Four", language="hu")) == ["too_much_said"]
    for text in ("Four", "Five"):
        record(incident, "add_information", by=cara, text=text, language="hu")
    assert refused(lambda: record(incident, "add_information", by=cara, text="Six", language="hu")) == ["too_much_said"]
    time_machine.move_to("2026-03-20 09:00:01Z", tick=False)
    record(incident, "write", by=cara, body="Four", language="hu")
    assert (Message.objects.filter(author=cara).count(), Addendum.objects.count()) == (3, 3)


def test_a_conversation_ends_somewhere(cara, sam, monkeypatch):
    monkeypatch.setattr(limits, "MOST_SAID", 2)
    incident = stories.answered(cara, sam)
    record(incident, "write", by=cara, body="One", language="hu")
    before = Message.objects.count()
    assert refused(lambda: record(incident, "write", by=cara, body="Two", language="hu")) == ["conversation_full"]
    assert Message.objects.count() == before


def test_how_the_bounds_of_a_person_are_written():
    assert person_limits("") == PERSON
    assert person_limits("said=5, drafts=7") == PERSON | {"said": 5, "drafts": 7}
    assert min(person_limits("off").values()) > 100_000
    for wrong in ("said", "said=x", "cakes=3", "said=-1", "drafts=0"):
        with pytest.raises(ImproperlyConfigured, match="DOORSTEP_PERSON_LIMITS"):
            person_limits(wrong)
