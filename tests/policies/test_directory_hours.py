"""Opening hours against a naive oracle that walks minute by minute, over nights, exceptions and both changes of the clock."""

import datetime
import zoneinfo

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.directory import hours, written_hours

BUDAPEST = zoneinfo.ZoneInfo("Europe/Budapest")
MINUTE = datetime.timedelta(minutes=1)
# the nights in which clocks are put back and forward, and a usual week
STARTS = [datetime.date(2026, 10, 23), datetime.date(2026, 3, 27), datetime.date(2026, 6, 1)]
LANGUAGES = ("en", "hu", "cs", "sv", "bg", "uk")
OFFICE = {day: [["08:00", "16:30"]] for day in hours.DAYS[:5]} | {"sat": [["09:00", "12:00"]]}


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


ranges = st.tuples(st.integers(0, 47), st.integers(1, 48)).filter(lambda pair: pair[0] != pair[1] and pair != (0, 0))
day_hours = st.lists(ranges.map(lambda pair: [clock(pair[0] * 30), clock(pair[1] * 30)]), max_size=2)
weeks = st.fixed_dictionaries(dict.fromkeys(hours.DAYS, day_hours))


@st.composite
def opening_hours(draw):
    start, week = draw(st.sampled_from(STARTS)), draw(weeks)
    on = start + datetime.timedelta(days=draw(st.integers(0, 4)))
    exceptions = [{"on": on.isoformat(), "hours": draw(day_hours)}] if draw(st.booleans()) else []
    return start, week | {"exceptions": exceptions, "always": draw(st.booleans()) and draw(st.booleans())}


def walked(said, start, days):
    """{minute: is open}: for each range of each day, all real minutes between its first and its last one."""
    first = datetime.datetime.combine(start - datetime.timedelta(days=2), datetime.time(), BUDAPEST).astimezone(datetime.UTC)
    minutes = [first + MINUTE * number for number in range((days + 5) * 24 * 60)]
    walls = [moment.astimezone(BUDAPEST).replace(tzinfo=None) for moment in minutes]
    opened = [False] * len(minutes)
    for offset in range(-2, days + 2):
        day = start + datetime.timedelta(days=offset)
        for begins, ends in hours.ranges_on(said, day):
            midnight = datetime.datetime.combine(day, datetime.time())
            from_, to = (midnight + MINUTE * hours.minutes(text) for text in (begins, ends))
            to += datetime.timedelta(days=0 if to > from_ else 1)
            after = next(number for number, wall in enumerate(walls) if wall >= from_)
            before = max(number for number, wall in enumerate(walls) if wall < to)
            opened[after : before + 1] = [True] * max(0, before + 1 - after)
    return dict(zip(minutes, opened, strict=True))


@settings(max_examples=25, deadline=None)
@given(opening_hours(), st.integers(0, 5 * 24 * 60))
def test_open_and_next_opening_as_somebody_finds_who_stands_at_the_door(said_from, offset):
    start, said = said_from
    oracle = walked(said, start, 7)
    asked = datetime.datetime.combine(start, datetime.time(), BUDAPEST).astimezone(datetime.UTC) + offset * MINUTE
    assert hours.is_open(said, asked, BUDAPEST) == oracle[asked]
    expected = next((moment for moment in sorted(oracle) if moment >= asked and oracle[moment]), None)
    found = hours.next_opening(said, asked, BUDAPEST)
    horizon = max(oracle) - datetime.timedelta(days=3)
    if expected and expected < horizon:
        assert found == expected
    else:
        assert found is None or found >= horizon


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=BUDAPEST)


def test_a_night_goes_on_into_the_next_day_and_a_closed_date_does_not_end_it_early():
    said = {"mon": [["22:00", "06:00"]], "exceptions": [{"on": "2026-06-02", "hours": []}]}
    for moment, is_open in (("2026-06-01T21:59", False), ("2026-06-01T22:00", True), ("2026-06-02T05:59", True)):
        assert hours.is_open(said, at(moment), BUDAPEST) == is_open
    assert not hours.is_open(said, at("2026-06-02T06:00"), BUDAPEST)


def test_what_never_opens_is_not_looked_for_for_ever():
    assert hours.next_opening({"note": {"en": "By arrangement"}}, at("2026-06-01T10:00"), BUDAPEST) is None
    assert hours.next_opening({"exceptions": [{"on": "2020-01-01", "hours": []}]}, at("2026-06-01T10:00"), BUDAPEST) is None
    assert not hours.has_hours({"note": {"en": "By arrangement"}})


@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_are_said_in_the_language_asked_for(language):
    said = OFFICE | {"note": {code: f"note {code}" for code in LANGUAGES}}
    words = hours.in_words(said, language)
    assert "08:00–16:30" in words
    assert f"note {language}" in words
    with translation.override(language):
        assert str(hours.WEEKDAYS[5]) in words


def test_a_date_that_differs_is_said_until_it_is_over():
    said = OFFICE | {"exceptions": [{"on": "2026-12-24", "hours": [], "note": {"en": "Christmas Eve"}}]}
    before = hours.in_words(said, "en", today=datetime.date(2026, 12, 24))
    assert before.endswith("24 December: closed (Christmas Eve)")
    assert "December" not in hours.in_words(said, "en", today=datetime.date(2026, 12, 25))


@pytest.mark.parametrize(("language", "said"), [
    ("en", "24 December"), ("hu", "december 24."), ("cs", "24. prosince"), ("sv", "24 december"), ("bg", "24 декември"),
    ("uk", "24 грудня"),
])  # fmt: skip
def test_a_day_of_the_year_is_said_as_in_a_date(language, said):
    with translation.override(language):
        assert hours.day_of_year(datetime.date(2026, 12, 24)) == said


@pytest.mark.parametrize(("text", "read"), [
    ("8-12, 13:00–16:30", [["08:00", "12:00"], ["13:00", "16:30"]]), ("", []), ("22.00-6", [["22:00", "06:00"]]),
    ("0-24", [["00:00", "24:00"]]), ("13-16; 8-12", [["08:00", "12:00"], ["13:00", "16:00"]]),
])  # fmt: skip
def test_what_people_write_is_read(text, read):
    assert written_hours.read(text) == read


@pytest.mark.parametrize("text", ["morning", "25-26", "8-12-16", "8:99-9:00", "24:00-25:00", "8", "<b>8-9</b>"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(written_hours.Unreadable):
        written_hours.read(text)


@pytest.mark.parametrize(("said", "code"), [
    ({}, "hours_missing"), ([], "hours_unreadable"), ({"mon": "8-9"}, "hours_unreadable"), ({"xyz": []}, "hours_unreadable"),
    ({"mon": [["08:00", "08:00"]]}, "hours_unreadable"), ({"mon": [["08:00", "12:00"], ["11:00", "13:00"]]}, "hours_overlap"),
    ({"mon": [["22:00", "06:00"]], "tue": [["05:00", "09:00"]]}, "hours_overlap"),
    ({"sun": [["22:00", "06:00"]], "mon": [["05:00", "09:00"]]}, "hours_overlap"),
    ({"always": True, "mon": [["08:00", "09:00"]]}, "hours_always_and_days"),
    ({"always": True, "exceptions": [{"on": "2026-02-30", "hours": []}]}, "hours_unreadable"),
    ({"always": True, "exceptions": [{"on": "2026-02-28", "hours": []}] * 2}, "hours_date_twice"),
    ({"always": True, "note": {"en": "x" * 301}}, "hours_unreadable"), ({"always": "yes"}, "hours_always_and_days"),
])  # fmt: skip
def test_hours_that_cannot_be_are_refused(said, code):
    assert written_hours.faults_of(said) == [code]


def test_hours_as_they_should_be_have_no_fault():
    night = {"mon": [["22:00", "06:00"]], "tue": [["06:00", "09:00"]]}
    for said in (OFFICE, {"always": True}, {"note": {"en": "By arrangement"}}, night):
        assert written_hours.faults_of(said) == []
