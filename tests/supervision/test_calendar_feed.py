"""The feed: valid by a strict reading of RFC 5545, one's own only, without a reason and without anybody's report."""

import re

import pytest
from django.test import Client

from supervision.absences import acts, feed
from tests import stories
from tests.supervision.absent import away
from tests.supervision.pages import browser, page

LINE = re.compile(r"([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[^:;]+)*):(.*)")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP", "SEQUENCE"}


def parsed(body: bytes) -> list[dict]:
    """The events, after checking ends of lines, folding, nesting and what each component must have."""
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert b"\r" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    lines = [LINE.fullmatch(line).groups() for line in body.decode().replace("\r\n ", "").split("\r\n")[:-1]]
    assert (lines[0][0], lines[0][2], lines[-1][0], lines[-1][2]) == ("BEGIN", "VCALENDAR", "END", "VCALENDAR")
    head = {name: value for name, _parameters, value in lines[1:-1] if name in ("VERSION", "PRODID", "METHOD")}
    assert set(head) == {"VERSION", "PRODID", "METHOD"}
    assert head["VERSION"] == "2.0"
    return _events(lines)


def _events(lines):
    events, current = [], None
    for name, _parameters, value in lines[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            assert current is None
            current = {}
        elif (name, value) == ("END", "VEVENT"):
            assert set(current) == ONCE
            events.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = value
    assert current is None
    assert len({event["UID"] for event in events}) == len(events)
    for event in events:
        for name in ("DTSTAMP", "DTSTART", "DTEND"):
            assert re.fullmatch(r"\d{8}T\d{6}Z", event[name])
        assert event["DTSTART"] < event["DTEND"]
        assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", event["SUMMARY"])
    return events


def fetched(secret, status=200) -> bytes:
    answer = Client().get(f"/calendar/feed/{secret}.ics")
    assert answer.status_code == status
    return answer.content


def test_one_s_absences_and_covers_and_nothing_else(cara, sam, tom, lena):
    incident = stories.submitted(cara)
    away(sam, tom, kind="sick")
    away(lena, sam, after=20)
    away(tom, after=40)
    body = fetched(feed.new_secret(sam))
    assert [event["SUMMARY"] for event in parsed(body)] == ["Away\\; Tom N. stands in", "Standing in for Lena L."]
    text = body.decode().lower()
    for word in ("sick", "leave", "cara", incident.reference.lower()):
        assert word not in text


def test_it_is_in_the_person_s_language_and_answers_as_a_calendar(sam, tom, lena):
    away(sam, tom)
    answer = Client().get(f"/calendar/feed/{feed.new_secret(tom)}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert len(parsed(answer.content)) == 1


def test_the_same_absence_keeps_its_uid_when_it_ends_early(sam, tom, time_machine):
    time_machine.move_to("2026-03-02 09:00Z", tick=False)
    absence, secret = away(sam, tom), feed.new_secret(sam)
    [before] = parsed(fetched(secret))
    time_machine.move_to("2026-03-03 09:00Z", tick=False)
    acts.call_off(absence, sam)
    [after] = parsed(fetched(secret))
    assert before["UID"] == after["UID"]
    assert after["DTEND"] == "20260303T090000Z"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_called_off_before_it_began_it_is_gone(sam, tom):
    absence, secret = away(sam, tom, after=2), feed.new_secret(sam)
    acts.call_off(absence, sam)
    assert parsed(fetched(secret)) == []


def test_a_new_address_ends_the_former_and_none_is_kept_readable(sam):
    shown = browser(sam).post("/calendar/feed/").content.decode()
    first = re.search(r"/calendar/feed/([\w-]{40,})\.ics", shown)[1]
    sam.profile.refresh_from_db()
    assert first not in sam.profile.calendar_digest
    assert first not in page(sam, "/calendar/")
    fetched(first)
    second = feed.new_secret(sam)
    fetched(first, 404)
    fetched(second)
    browser(sam).post("/calendar/feed/", {"stop": "1"})
    fetched(second, 404)


def test_whoever_left_has_no_feed_any_more(sam):
    secret = feed.new_secret(sam)
    sam.is_active = False
    sam.save()
    fetched(secret, 404)


@pytest.mark.parametrize("secret", ["x", "0" * 64, "None", "-"])
def test_no_secret_no_feed(sam, secret):
    fetched(secret, 404)


@pytest.mark.parametrize(
    ("text", "written"),
    [("a,b;c\\d", "a\\,b\\;c\\\\d"), ("two\nlines\r\nand\rmore", "two\\nlines\\nand\\nmore"), ("plain", "plain")],
)
def test_texts_are_escaped(text, written):
    assert feed.escaped(text) == written


@pytest.mark.parametrize("text", ["é" * 200, "x" * 75, "x" * 76, "ї" * 37 + "x", "👣" * 60])
def test_long_lines_are_folded_between_characters(text):
    folded = feed.folded(text)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.replace("\r\n ", "") == text
