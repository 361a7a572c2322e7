"""When somebody usually answers: shown to whoever waits, used to suggest a promise, and never a reason to be later."""

import datetime

import pytest
from django.utils import translation

from accounts.availability import hours_in_words, usually, windows_of
from audit.door import perform
from policies.models import ServiceStandard
from supervision import holding
from supervision.availability import suggested_promise
from tests import stories
from tests.supervision.absent import away
from tests.supervision.pages import page, send

AFTERNOONS = {str(day): [["15:00", "18:00"]] for day in range(5)}
MONDAY = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)  # nine in the morning in Budapest


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def sam(sam):
    sam.profile.reply_windows = dict(AFTERNOONS)
    sam.profile.availability_note = {"en": "Never at lunch.", "hu": "Ebédidőben soha."}
    sam.profile.save()
    return sam


def test_note_shown_to_reporter(cara, sam, lena):
    incident = stories.submitted(cara)
    for address in (f"/incidents/{incident.reference}/receipt/", f"/incidents/{incident.reference}/"):
        shown = page(cara, address)
        assert "15:00–18:00" in shown
        assert "Ebédidőben soha." in shown
        assert "Never at lunch." not in shown


def test_while_she_is_away_the_cover_is_named_and_until_when(cara, sam, tom, lena):
    incident = stories.answered(cara, by=sam)
    away(sam, tom, kind="sick")
    tom.profile.reply_windows = {"0": [["07:30", "09:00"]]}
    tom.profile.save()
    shown = page(cara, f"/incidents/{incident.reference}/")
    assert "Tom N." in shown
    assert "07:30–09:00" in shown
    assert "15:00–18:00" not in shown


def test_nothing_set_nothing_said(cara, tom, lena, team):
    team.supervisor = tom
    team.save()
    assert usually(tom) == ""
    assert "–" not in hours_in_words(windows_of(tom))


def test_days_with_the_same_hours_stand_together_in_the_readers_language(sam):
    sam.profile.reply_windows = AFTERNOONS | {"5": [["09:00", "10:00"]]}
    assert hours_in_words(windows_of(sam)) == "Mon–Fri 15:00–18:00; Saturday 09:00–10:00"
    with translation.override("sv"):
        assert "lördag" in hours_in_words(windows_of(sam))


def test_what_nobody_can_read_is_left_out(sam):
    sam.profile.reply_windows = {"0": [["18:00", "15:00"], ["soon", "later"], [], None], "9": [["09:00", "10:00"]]}
    assert windows_of(sam) == []


def test_windows_do_not_stretch_duty(cara, sam, lena):
    sam.profile.reply_windows = {"6": [["15:00", "15:30"]]}
    sam.profile.save()
    incident = stories.submitted(cara)
    assert incident.deadlines.get().due_at == MONDAY + datetime.timedelta(hours=24)


def test_suggested_promise_in_next_window(cara, sam, lena):
    incident = stories.submitted(cara)
    promised_at = suggested_promise(incident, sam)
    assert promised_at == datetime.datetime(2026, 3, 2, 17, tzinfo=datetime.UTC)  # 18:00 there
    assert holding.suggested(sam, incident) == promised_at
    perform(incident, "acknowledge", by=sam, message=stories.message(kind="holding", promised_at=promised_at))


def test_over_the_weekend_it_is_monday_where_that_is_permitted(cara, sam, lena, time_machine):
    friday = datetime.datetime(2026, 3, 6, 17, 10, tzinfo=datetime.UTC)
    time_machine.move_to(friday, tick=False)
    incident = stories.submitted(cara)
    assert suggested_promise(incident, sam) == datetime.datetime(2026, 3, 9, 17, tzinfo=datetime.UTC)
    ServiceStandard.objects.create(organisation=sam.organisation, holding_max_hours=48)
    assert suggested_promise(incident, sam) is None
    assert holding.suggested(sam, incident) <= friday + datetime.timedelta(hours=48)


def test_a_window_that_the_permitted_time_cuts_ends_there(cara, sam, lena):
    ServiceStandard.objects.create(organisation=sam.organisation, holding_max_hours=8)
    incident = stories.submitted(cara)
    promised_at = suggested_promise(incident, sam)
    assert promised_at == MONDAY + datetime.timedelta(hours=7, minutes=59)


def test_a_window_in_which_she_is_away_is_passed_over(cara, sam, tom, lena):
    incident = stories.submitted(cara)
    away(sam, tom, after=0.25, days=1)
    assert suggested_promise(incident, sam) == datetime.datetime(2026, 3, 3, 17, tzinfo=datetime.UTC)


def test_without_windows_nothing_is_suggested(cara, tom, lena, sam):
    assert suggested_promise(stories.submitted(cara), tom) is None


# -- her own page ----------------------------------------------------------------------------------------------


def test_her_own_page_saves_and_shows_what_they_read(sam):
    send(sam, "/settings/availability/", from_0="15:00", to_0="18:00", note_en="  On the   road. ", note_uk="Так")
    sam.profile.refresh_from_db()
    assert sam.profile.reply_windows == {"0": [["15:00", "18:00"]]}
    assert sam.profile.availability_note == {"en": "On the road.", "uk": "Так"}
    assert "Sam F. usually answers Monday 15:00–18:00. On the road." in page(sam, "/settings/availability/")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"from_2": "15:00"}, "both hours"),
        ({"to_2": "15:00"}, "both hours"),
        ({"from_2": "15:00", "to_2": "14:00"}, "after the beginning"),
        ({"from_2": "25:00", "to_2": "14:00"}, "Give the time"),
        ({"note_en": "x" * 201}, "too long"),
    ],
)
def test_what_cannot_be_is_refused_and_kept_on_the_page(sam, fields, sentence):
    shown = send(sam, "/settings/availability/", 200, **fields)
    assert sentence in shown
    sam.profile.refresh_from_db()
    assert sam.profile.reply_windows == AFTERNOONS


def test_who_answers_nothing_has_no_hours(cara, rita):
    for person in (cara, rita):
        page(person, "/settings/availability/", 403)
