"""“You understood me”, “Not quite”: one tap under a reply, no reason owed, and a new clock where it was not quite so."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from boundaries.models import Incident
from supervision.exports.record import canonical_json, record_document
from supervision.figures.chosen import FiguresFilter
from supervision.figures.lines import quality_tables
from supervision.figures.quality import quality
from supervision.models import Deadline, Export, Message, Notice, Understanding
from tests import stories
from tests.cast import make_person
from tests.supervision.asking import address as api
from tests.supervision.asking import get, post
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db
MARCH = datetime.datetime(2026, 3, 10, 8, tzinfo=datetime.UTC)
APRIL = datetime.datetime(2026, 4, 10, 8, tzinfo=datetime.UTC)


@pytest.fixture
def answered(cara, sam, client_k):
    return stories.answered(in_english(cara), by=sam, client=client_k)


def reply_of(incident):
    return incident.messages.filter(kind="reply").last()


def say(incident, by, answer, status=302, **more):
    return send(by, address(incident, "understood"), status, message=str(reply_of(incident).pk), answer=answer, **more)


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def words(incident):
    return list(Understanding.objects.filter(message__incident=incident).values_list("answer", flat=True))


# -- one tap ------------------------------------------------------------------------------------------------------


def test_both_stand_under_a_reply_and_nowhere_else(answered, cara):
    text = page(cara, address(answered))
    assert text.count("You understood me") == 1
    assert text.count('name="answer" value="not_quite"') == 1


def test_nobody_else_is_offered_either(answered, sam, lena, rita):
    for person in (sam, in_english(lena), in_english(rita)):
        assert "You understood me" not in page(person, address(answered))


def test_one_tap_says_it_and_leads_back_to_the_reply(answered, cara, sam):
    data = {"message": str(reply_of(answered).pk), "answer": "yes"}
    answer = browser(cara).post(address(answered, "understood"), data)
    assert answer.url == f"{address(answered)}#m-{reply_of(answered).pk}"
    assert words(answered) == ["yes"]
    event = AuditEvent.objects.get(act="reply_understood")
    assert event.data["answer"] == "yes"
    assert any("understanding" in key for key in event.data["digests"])
    assert "feels understood" in page(sam, address(answered))
    assert "You said: you understood me" in page(cara, address(answered))


def test_that_somebody_was_understood_calls_nobody_and_starts_no_clock(answered, cara, sam):
    Notice.objects.all().delete()
    say(answered, cara, "yes")
    assert not Notice.objects.exists()
    assert not answered.deadlines.open().exists()


def test_not_understood_opens_clock(answered, cara, sam):
    Notice.objects.all().delete()
    say(answered, cara, "not_quite")
    owed = Deadline.objects.open().get(incident=answered)
    assert (owed.kind, owed.owner_id) == ("reply", sam.pk)
    assert fresh(answered).due_at == owed.due_at
    assert list(Notice.objects.values_list("user", "kind")) == [(sam.pk, "not_understood")]
    assert "does not feel quite understood" in page(sam, address(answered))
    assert fresh(answered).reference in page(sam, "/queue/")
    assert "deadline_open" in fresh(answered).reasons_against("resolve")


def test_the_next_answer_meets_it_and_settles_the_notice(answered, cara, sam):
    say(answered, cara, "not_quite")
    record(answered, "answer", by=sam, **stories.message("Let me say it in other words."))
    assert not answered.deadlines.open().exists()
    assert Notice.objects.get(kind="not_understood").settled_at


def test_an_older_clock_is_not_begun_anew(answered, cara):
    record(answered, "write", by=cara, body="And at night?", language="en")
    before = answered.deadlines.open().get().due_at
    say(answered, cara, "not_quite")
    assert answered.deadlines.open().get().due_at == before


def test_a_box_for_words_opens_and_stays_voluntary(answered, cara):
    assert "What is missing?" not in page(cara, address(answered))
    say(answered, cara, "not_quite")
    assert "What is missing? You may leave it at that." in page(cara, address(answered))
    send(cara, address(answered, "write"), body="It was about the evenings.", language="en")
    assert answered.messages.filter(kind="reporter").count() == 1
    assert "What is missing?" not in page(cara, address(answered))
    assert answered.deadlines.open().count() == 1


def test_the_last_word_counts_and_both_stay(answered, cara):
    say(answered, cara, "not_quite")
    say(answered, cara, "yes")
    assert words(answered) == ["not_quite", "yes"]
    text = page(cara, address(answered))
    assert "You said: you understood me" in text
    assert "What is missing?" not in text
    say(answered, cara, "yes", status=409)
    assert len(words(answered)) == 2


def test_not_quite_under_a_result_comes_back_to_it(cara, sam):
    incident = stories.resolved(in_english(cara), sam)
    Notice.objects.all().delete()
    say(incident, cara, "not_quite")
    assert fresh(incident).status == "acknowledged"
    assert incident.deadlines.open().get().kind == "reply"
    assert list(Notice.objects.values_list("kind", flat=True)) == ["not_understood"]


def test_understood_under_a_result_leaves_it_where_it_is(cara, sam):
    incident = stories.resolved(cara, sam)
    say(incident, cara, "yes")
    assert fresh(incident).status == "resolved"


def test_when_the_time_to_come_back_is_over_nothing_of_it_happens(cara, sam, time_machine):
    incident = stories.resolved(cara, sam)
    time_machine.move_to(incident.reopen_until + datetime.timedelta(seconds=1), tick=False)
    say(incident, cara, "not_quite", status=409)
    assert words(incident) == []
    assert not incident.deadlines.open().exists()


# -- of what ------------------------------------------------------------------------------------------------------


def test_a_corrected_reply_is_spoken_to_in_its_new_words(answered, cara, sam):
    old = reply_of(answered)
    record(answered, "correct", by=sam, message=str(old.pk), body="In better words", language="en")
    assert page(cara, address(answered)).count("You understood me") == 1
    with pytest.raises(ValidationError):
        record(answered, "say_understood", by=cara, message=old.pk, answer="yes")


@pytest.mark.parametrize("kind", ["receipt", "reporter"])
def test_only_what_somebody_answered_is_spoken_to(answered, cara, kind):
    record(answered, "write", by=cara, body="And at night?", language="en")
    other = answered.messages.get(kind=kind)
    send(cara, address(answered, "understood"), 200, message=str(other.pk), answer="yes")
    assert words(answered) == []


def test_before_an_answer_and_after_the_end_there_is_nothing_to_say(cara, sam):
    page(cara, address(stories.submitted(cara), "understood"), status=409)
    closed = stories.closed(in_english(cara), by=sam)
    assert "You understood me" not in page(cara, address(closed))
    say(closed, cara, "yes", status=409)


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_anything_else_is_refused(answered, cara, answer):
    assert 'id="errors"' in say(answered, cara, answer, status=200)
    assert words(answered) == []


def test_nobody_says_it_a_hundred_times(answered, cara):
    rows = [Understanding(message=reply_of(answered), answer="yes") for _number in range(30)]
    for row in rows:
        row.save(force_insert=True)
    with pytest.raises(NotNow):
        record(answered, "say_understood", by=cara, message=reply_of(answered).pk, answer="not_quite")


# -- who ----------------------------------------------------------------------------------------------------------


def test_only_the_reporter_says_it(answered, sam, lena, rita):
    for person in (sam, lena, rita):
        say(answered, person, "yes", status=403)
        with pytest.raises(NotPermitted):
            record(answered, "say_understood", by=person, message=reply_of(answered).pk, answer="yes")


def test_outsiders_and_whoever_is_named_find_nothing(cara, sam, lena, olly, tom):
    incident = stories.answered(cara, by=lena, named=[sam])
    for person in (olly, sam):
        say(incident, person, "yes", status=404)
    Notice.objects.all().delete()
    say(incident, cara, "not_quite")
    assert sam.pk not in Notice.objects.values_list("user", flat=True)
    assert incident.deadlines.open().get().owner_id != sam.pk


def test_behind_a_pseudonym_it_is_said_by_the_pseudonym(cara, sam):
    incident = stories.answered(in_english(cara), by=sam, behind_pseudonym=True)
    say(incident, cara, "yes")
    text = page(sam, address(incident))
    assert "feels understood" in text
    assert cara.short_name not in text


def test_when_the_event_cannot_be_kept_nothing_is(answered, cara, monkeypatch):
    def fails(*args, **more):
        raise IntegrityError("no room")

    monkeypatch.setattr("audit.chain.append", fails)
    with pytest.raises(IntegrityError), transaction.atomic():
        record(answered, "say_understood", by=cara, message=reply_of(answered).pk, answer="not_quite")
    assert words(answered) == []
    assert not answered.deadlines.open().exists()


# -- by API, in print, in figures -----------------------------------------------------------------------------------


def test_by_api(answered, cara, sam):
    message = str(reply_of(answered).pk)
    post(cara, api(answered, "understood/"), message=message, answer="not_quite")
    said = {row["id"]: row["understood"] for row in get(sam, api(answered, "messages/"))["results"]}
    assert said.pop(message) == "not_quite"
    assert set(said.values()) == {""}
    names = [act["name"] for act in get(cara, api(answered))["acts"]]
    assert "understood" in names
    post(sam, api(answered, "understood/"), expect=403, message=message, answer="yes")


@pytest.mark.parametrize("profile", Export.Profile.values)
def test_it_is_printed_after_its_reply(answered, cara, profile):
    say(answered, cara, "not_quite")
    text = canonical_json(record_document(fresh(answered), language="en", profile=profile)).decode()
    assert "Not quite" in text
    if profile == "pseudonymised":
        assert cara.short_name not in text


def _said(organisation, team, sam, answers):
    for answer in answers:
        person = make_person(organisation, team, f"Nora{organisation.people.count()} Number", "caregiver")
        incident = stories.answered(person, by=sam)
        record(incident, "say_understood", by=person, message=reply_of(incident).pk, answer=answer)


def report(person):
    form = FiguresFilter({}, user=person)
    assert form.is_valid(), form.errors
    return quality(person, form)


def test_it_counts_in_the_figure_of_communication_apart_from_the_outcome(organisation, team, sam, lena, time_machine):
    time_machine.move_to(MARCH, tick=False)
    _said(organisation, team, sam, ["yes"] * 4 + ["not_quite"])
    time_machine.move_to(APRIL, tick=False)
    found = report(lena)
    assert found["replies"] == {"understood": 4, "not_quite": 1, "share": 80}
    assert found["solved"]["solved"] == 0
    assert quality_tables(found)[-1]["rows"][0][1:] == ["80 %", "4", "1"]
    assert "replies" not in found["teams"] + [found["said"]]
    assert not any("replies" in row for row in found["teams"])


def test_what_few_people_said_is_not_shown(organisation, team, sam, lena, time_machine):
    time_machine.move_to(MARCH, tick=False)
    _said(organisation, team, sam, ["yes"] * 4)
    time_machine.move_to(APRIL, tick=False)
    assert report(lena)["replies"] == {"understood": None, "not_quite": None, "share": None}
    assert quality_tables(report(lena))[-1]["rows"][0][1:] == ["–", "–", "–"]


def test_only_the_last_word_on_a_reply_counts(organisation, team, sam, lena, time_machine):
    time_machine.move_to(MARCH, tick=False)
    _said(organisation, team, sam, ["not_quite"] * 5)
    for message in Message.objects.filter(understandings__isnull=False):
        time_machine.shift(1)
        record(message.incident, "say_understood", by=message.incident.reporter, message=message.pk, answer="yes")
    time_machine.move_to(APRIL, tick=False)
    assert report(lena)["replies"] == {"understood": 5, "not_quite": 0, "share": 100}


def test_it_can_no_longer_be_small_where_she_was_not_understood(cara, sam):
    incident = stories.answered(cara, by=sam, expectation="just_record", client_decision="declined")
    say(incident, cara, "not_quite")
    page(sam, address(incident, "small"), status=409)


def test_a_reopened_record_takes_her_word_on_its_next_reply(cara, sam):
    incident = stories.resolved(cara, sam)
    incident = perform(incident, "reopen", by=cara, reason="One thing more")
    record(incident, "answer", by=sam, **stories.message("Like this."))
    say(incident, cara, "yes")
    assert words(incident) == ["yes"]
