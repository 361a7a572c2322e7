"""How it was for those concerned: asked of the reporter, noted by those who answer, beside the outcome and never of a person."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from boundaries.models import Incident
from supervision.exports.record import canonical_json, record_document
from supervision.models import Export, Notice, Observation
from tests import stories
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db
WORDS = "You called me back the same evening."


@pytest.fixture
def resolved(cara, sam, client_k):
    return stories.resolved(cara, sam, client=client_k)


def refusal(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


def fault(act):
    with pytest.raises(ValidationError) as caught:
        act()
    return list(caught.value.message_dict)


def observe(incident, by, **said):
    return record(incident, "observe", by=by, **({"indicator": "client_satisfaction"} | said))


# -- the three questions -----------------------------------------------------------------------------------------


def test_three_answers_are_three_rows_with_her_words_once(resolved, cara):
    stories.say_how_it_was(resolved, cara, text=WORDS)
    rows = {row.indicator: row for row in Observation.objects.all()}
    assert {key: (row.value, row.declined, row.phase) for key, row in rows.items()} == {
        "respected": (5, False, 7), "understood": (4, False, 7), "helpful": (None, True, 7),
    }  # fmt: skip
    assert [row.text for row in rows.values()].count(WORDS) == 1
    event = AuditEvent.objects.get(act="closing_questions_answered")
    assert len([key for key in event.data["digests"] if "observation" in key]) == 3


def test_the_page_asks_one_tap_each_and_skips_all_in_one(resolved, cara):
    in_english(cara)
    text = page(cara, address(resolved, "how-was-it"))
    for words in (
        "Was I treated with respect?",
        "Was I understood?",
        "Did it help?",
        "I would rather not say",
        "Skip all",
    ):
        assert words in text, words
    assert text.count('type="radio"') == 18
    assert text.count("<h1") == 1
    send(cara, address(resolved, "how-was-it"), skip="1", respected="2", text=WORDS)
    assert set(Observation.objects.values_list("value", "declined", "text")) == {(None, True, "")}


def test_what_is_left_open_counts_as_not_wanting_to_say(resolved, cara):
    send(cara, address(resolved, "how-was-it"), helpful="3")
    assert Observation.objects.filter(declined=True).count() == 2
    assert Observation.objects.get(indicator="helpful").value == 3


def test_a_number_beyond_the_scale_is_refused(resolved, cara):
    send(cara, address(resolved, "how-was-it"), status=200, helpful="9")
    assert not Observation.objects.exists()


def test_she_is_asked_on_her_report_and_at_home_until_she_said_something(resolved, cara):
    in_english(cara)
    way = address(resolved, "how-was-it")
    for place in (address(resolved), "/"):
        assert way in page(cara, place), place
    stories.say_how_it_was(resolved, cara)
    assert way not in page(cara, "/")
    assert "Three short questions" not in page(cara, address(resolved))


def test_agreeing_leads_to_the_questions(resolved, cara):
    answer = browser(cara).post(address(resolved, "agree"))
    assert answer["Location"] == address(resolved, "how-was-it")


def test_before_the_first_answer_and_after_the_end_nobody_is_asked(cara, sam):
    sent = stories.submitted(cara)
    assert refusal(lambda: stories.say_how_it_was(sent, cara)) == ["wrong_status"]
    assert refusal(lambda: stories.say_how_it_was(stories.closed(cara, sam), cara)) == ["wrong_status"]


def test_only_the_reporter_answers_and_whoever_is_outside_finds_nothing(resolved, sam, lena, rita, tom, olly):
    for person in (sam, lena, rita, olly):
        with pytest.raises(NotPermitted):
            stories.say_how_it_was(resolved, person)
    page(olly, address(resolved, "how-was-it"), status=404)
    page(tom, address(resolved, "how-was-it"), status=404)
    page(rita, address(resolved, "how-was-it"), status=403)


def test_whoever_has_it_is_told_that_she_answered_and_not_what(resolved, cara, sam):
    stories.say_how_it_was(resolved, cara, text=WORDS)
    assert Notice.objects.filter(user=sam, kind="how_it_was", incident=resolved).count() == 1
    assert WORDS not in page(sam, "/notices/")


def test_what_was_answered_in_the_middle_belongs_to_the_middle(cara, sam):
    incident = stories.answered(cara, sam)
    stories.say_how_it_was(incident, cara)
    assert set(Observation.objects.values_list("phase", flat=True)) == {6}
    early = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.message(kind="question"))
    stories.say_how_it_was(early, cara)
    assert set(Observation.objects.filter(incident=early).values_list("phase", flat=True)) == {4}


def test_nothing_remains_where_the_event_cannot_be_written(resolved, cara, monkeypatch):
    def broken(*args, **more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("audit.chain.append", broken)
    with pytest.raises(RuntimeError):
        stories.say_how_it_was(resolved, cara)
    assert not Observation.objects.exists()


def test_nobody_fills_a_record_with_answers(resolved, cara):
    for _again in range(10):
        stories.say_how_it_was(resolved, cara)
    assert refusal(lambda: stories.say_how_it_was(resolved, cara)) == ["too_much_said"]
    assert Observation.objects.count() == 30


# -- what those who answer note ----------------------------------------------------------------------------------


def test_a_change_of_circumstances_is_words_with_a_day_and_no_number(resolved, sam):
    today = timezone.now().date()
    observe(resolved, sam, indicator="status_change", text="Moved to her daughter", changed_on=today, value=4)
    row = Observation.objects.get()
    assert (row.value, row.changed_on, row.text) == (None, today, "Moved to her daughter")
    assert fault(lambda: observe(resolved, sam, indicator="status_change", changed_on=today)) == ["text"]
    assert fault(lambda: observe(resolved, sam, indicator="status_change", text="Moved")) == ["changed_on"]
    later = today + datetime.timedelta(days=3)
    assert fault(lambda: observe(resolved, sam, indicator="status_change", text="Moved", changed_on=later)) == [
        "changed_on"
    ]


def test_something_else_is_named_and_nothing_at_all_is_refused(resolved, sam):
    assert fault(lambda: observe(resolved, sam, indicator="other", value=3)) == ["label"]
    observe(resolved, sam, indicator="other", value=3, label="Sleep")
    assert fault(lambda: observe(resolved, sam)) == ["value"]
    assert fault(lambda: observe(resolved, sam, value=3, declined=True)) == ["value"]
    observe(resolved, sam, declined=True)


@pytest.mark.parametrize("indicator", ["respected", "understood", "helpful", "score"])
def test_how_she_was_treated_is_hers_alone_to_say(resolved, sam, indicator):
    assert fault(lambda: observe(resolved, sam, indicator=indicator, value=5)) == ["indicator"]


def test_neither_the_reporter_nor_an_auditor_notes_anything(resolved, cara, rita):
    for person in (cara, rita):
        with pytest.raises(NotPermitted):
            observe(resolved, person, value=3)


def test_whoever_is_named_stays_outside(cara, sam, lena, tom):
    incident = stories.answered(cara, lena, named=[sam])
    with pytest.raises(NotPermitted):
        observe(incident, sam, value=3)
    page(sam, address(incident, "observe"), status=404)


@pytest.mark.parametrize(
    "fields",
    [
        {"value": 3, "declined": True}, {"value": 6}, {"value": 0}, {"value": None}, {"declined": True, "unanswered": True},
        {"value": 3, "phase": 8}, {"value": 3, "phase": 3}, {"value": 3, "label": "A name"},
        {"value": 3, "indicator": "other"}, {"indicator": "status_change", "value": 3, "text": "x"},
        {"indicator": "status_change", "text": "Without a day"}, {"value": 3, "indicator": "status_change"},
    ],
)  # fmt: skip
def test_the_database_refuses_it_too(resolved, sam, fields):
    row = {"indicator": "client_satisfaction", "phase": 7, "language": "en", "given_by": sam, "incident": resolved}
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(**(row | fields))


# -- who reads it ------------------------------------------------------------------------------------------------


def test_small_drawings_stand_beside_a_table_of_their_numbers(cara, sam):
    incident = stories.answered(cara, sam)
    for value in (2, 4, 5):
        observe(incident, sam, value=value)
    text = page(sam, address(incident))
    drawn = text[text.index('<div class="observed">') :]
    assert drawn.count("<circle") == 3
    assert drawn.count("<polyline") == 1
    cells = [text.index(f'<td class="number">{value}</td>') for value in (2, 4, 5)]
    assert cells == sorted(cells)
    assert "average" not in text.lower()


def test_the_reporter_sees_what_she_said_and_not_what_was_noted(resolved, cara, sam):
    in_english(cara)
    observe(resolved, sam, value=2, text="The client was angry with her")
    stories.say_how_it_was(resolved, cara, text=WORDS)
    shown = page(cara, address(resolved)) + page(cara, address(resolved) + "?tab=history")
    assert WORDS in shown
    assert "angry" not in shown
    assert "noted how it is" not in shown
    assert "Observation noted" not in shown
    assert "angry" in page(sam, address(resolved))
    assert WORDS in page(sam, address(resolved))


def test_an_auditor_reads_it_without_names(resolved, cara, sam, rita):
    observe(resolved, sam, value=2, text="Ilona Szabó told Sam Fekete")
    shown = page(rita, address(resolved))
    assert "told" in shown
    assert "Szabó" not in shown
    assert "Fekete" not in shown
    assert "Note how it is" not in shown


def test_the_document_tells_it_masked_and_the_reporters_own_only_what_is_hers(resolved, cara, sam):
    observe(resolved, sam, value=2, text="Ilona Szabó was angry")
    stories.say_how_it_was(resolved, cara, text="Cara Halász says thank you")

    def told(profile):
        return canonical_json(record_document(resolved, language="en", profile=profile)).decode()

    by = {profile: told(profile) for profile in Export.Profile}
    assert "Ilona Szabó was angry" in by[Export.Profile.IDENTIFIED]
    assert "was angry" in by[Export.Profile.PSEUDONYMISED]
    assert "Szabó" not in by[Export.Profile.PSEUDONYMISED]
    assert "Halász" not in by[Export.Profile.PSEUDONYMISED]
    assert "angry" not in by[Export.Profile.REPORTER]
    assert "says thank you" in by[Export.Profile.REPORTER]
    assert "5 of 5" in by[Export.Profile.REPORTER]


# -- C6 ----------------------------------------------------------------------------------------------------------


def ready_but_for_how_it_was(incident, cara):
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    return incident


def test_closing_asks_how_it_was_and_not_wanting_to_say_is_enough(resolved, cara, sam):
    ready_but_for_how_it_was(resolved, cara)
    assert refusal(lambda: perform(resolved, "close", by=sam, reason="Done")) == ["end_indicators_missing"]
    record(resolved, "answer_closing_questions", by=cara)
    assert perform(resolved, "close", by=sam, reason="Done").status == "closed"


def test_nobody_is_held_up_by_somebody_who_does_not_answer(resolved, cara, sam):
    ready_but_for_how_it_was(resolved, cara)
    text = page(sam, address(resolved))
    assert f'href="{address(resolved, "asked-in-vain")}"' in text
    send(sam, address(resolved, "asked-in-vain"), text="On the phone, twice")
    assert Observation.objects.filter(unanswered=True, given_by=sam).count() == 3
    assert perform(resolved, "close", by=sam, reason="Done").status == "closed"


def test_when_the_time_to_come_back_is_over_nobody_waits(resolved, cara, sam, time_machine):
    record(resolved, "enter_in_care_record", by=cara, reference="CR-7")
    time_machine.move_to(resolved.reopen_until + datetime.timedelta(seconds=1), tick=False)
    assert perform(resolved, "close", by=sam, reason="Done").status == "closed"


def test_asking_in_vain_never_stands_over_an_answer(resolved, cara, sam):
    stories.say_how_it_was(resolved, cara)
    assert refusal(lambda: record(resolved, "note_unanswered", by=sam, text="Twice")) == ["indicators_answered"]
    with pytest.raises(NotPermitted):
        record(resolved, "note_unanswered", by=cara, text="Twice")


def test_she_may_still_answer_after_she_was_asked_in_vain(resolved, cara, sam):
    record(resolved, "note_unanswered", by=sam, text="Twice")
    stories.say_how_it_was(resolved, cara)
    assert Observation.objects.filter(given_by=cara).count() == 3


def test_a_new_result_asks_anew(resolved, cara, sam):
    stories.say_how_it_was(resolved, cara)
    incident = perform(resolved, "reopen", by=sam, reason="Something was forgotten")
    incident = stories.resolve(Incident.objects.get(pk=incident.pk), sam)
    assert "end_indicators_missing" in incident.reasons_against("close")
