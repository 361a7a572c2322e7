"""The first word between two people: put in for the first report of the pair, with four hints beside it."""

import re

import pytest

from audit.door import perform, record
from supervision.matching import welcome
from supervision.models import Message
from tests import stories
from tests.supervision.matched import knowing, supervisor
from tests.supervision.pages import address, page, send

pytestmark = pytest.mark.django_db


def written(text):
    """What stands in the message, its kind and its language."""
    text = text.split('class="stack composer"')[1]
    body = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.S)[1].strip()
    kind = re.search(r'name="kind" value="(\w+)"[^>]*checked', text)[1]
    language = re.search(r'<option value="(\w+)"[^>]*selected', text)[1]
    return body, kind, language


def test_prefilled_on_first_match_only(cara, sam):
    first = stories.submitted(cara)
    body, kind, language = written(page(sam, address(first, "acknowledge")))
    assert (kind, language) == ("welcome", "hu")
    assert "Jó napot kívánok, Cara!" in body
    assert "Sam F. vagyok" in body
    second = stories.submitted(cara)
    assert written(page(sam, address(second, "acknowledge")))[:2] == ("", "reply")


def test_a_person_who_writes_it_has_answered(cara, sam):
    incident = stories.submitted(cara)
    body, kind, language = written(page(sam, address(incident, "acknowledge")))
    send(sam, address(incident, "acknowledge"), body=body, kind=kind, language=language)
    assert incident.messages.get(author=sam).kind == Message.Kind.WELCOME
    assert not incident.deadlines.open().filter(kind="reply").exists()
    assert "Jó napot" not in written(page(sam, address(incident, "answer")))[0]


def test_offered_after_a_change_of_supervisor(cara, sam, lena, team):
    stories.submitted(cara)
    knowing(sam, languages=["en"])
    other = supervisor(team, "Eva New", languages=["hu"])
    earlier, incident = stories.submitted(cara), stories.submitted(cara)
    assert {earlier.assignee, incident.assignee} == {other}
    assert not welcome.text_for(incident, other)  # they have met
    record(incident, "ask_for_another", by=cara)
    incident.refresh_from_db()
    assert incident.assignee == sam
    assert "Sam F." in welcome.text_for(incident, sam)
    assert not welcome.text_for(incident, other)
    assert "Sam F." in written(page(sam, address(incident, "acknowledge")))[0]


def test_hints_shown(cara, sam):
    incident = stories.submitted(cara)
    text = page(sam, address(incident, "acknowledge"))
    for hint in ("Professional", "Friendly and caring", "Mindful of what this person needs", "Safe to be open"):
        assert hint in text
    assert len(welcome.HINTS) == 4
    perform(incident, "acknowledge", by=sam, message=stories.message())
    assert "Friendly and caring" not in page(sam, address(incident, "answer"))


def test_nobody_who_does_not_have_it_begins_with_a_welcome(cara, sam, lena):
    incident = stories.submitted(cara)
    assert not welcome.text_for(incident, lena)
    assert written(page(lena, address(incident, "acknowledge")))[0] == ""


def test_where_somebody_is_in_danger_the_first_word_is_about_that(cara, sam):
    incident = stories.submitted(cara, safety_concern="yes")
    assert incident.assignee == sam
    assert not welcome.text_for(incident, sam)


def test_behind_a_pseudonym_the_welcome_knows_no_name_and_tells_of_no_earlier_meeting(cara, sam):
    stories.submitted(cara)
    hidden = stories.submitted(cara, behind_pseudonym=True)
    text = welcome.text_for(hidden, sam)
    assert text
    assert "Cara" not in text


def test_a_draft_that_was_kept_comes_before_the_welcome(cara, sam):
    incident = stories.submitted(cara)
    send(sam, address(incident, "acknowledge"), keep="1", kind="reply", body="My own words", language="en")
    assert written(page(sam, address(incident, "acknowledge")))[0] == "My own words"
