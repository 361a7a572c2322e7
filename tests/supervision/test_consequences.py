"""What follows from what happened: every event has its followers, and every follower its event."""

import pytest
from django.core.exceptions import ValidationError

from audit import door
from audit.chain import chain_name, last_event
from audit.door import declared_acts, perform, record
from boundaries.models import Incident
from supervision import consequences
from tests import stories

TRANSITIONS = {t.custom["event"] for t in Incident.declared_transitions().values()}
ACTS = {act.event for (model, _name), act in declared_acts().items() if model is Incident}


def test_the_table_names_only_events_that_happen():
    assert set(consequences.FOLLOWS) <= TRANSITIONS | ACTS


def test_every_transition_keeps_the_clock_in_step_and_tells_somebody_last():
    for event in TRANSITIONS:
        clock, last = consequences.FOLLOWS[event][-2:]
        assert clock in (consequences.keep_in_step, consequences.keep_first)
        assert last is consequences.tell


def test_what_the_table_says_is_registered_once():
    for event, functions in consequences.FOLLOWS.items():
        registered = door._follows[event]
        assert [f for f in registered if f in functions] == functions


def test_checks_come_before_anything_is_written():
    for functions in consequences.FOLLOWS.values():
        names = [function.__name__ for function in functions]
        checks = [name for name in names if name.startswith("check_")]
        assert names[: len(checks)] == checks


def test_each_event_says_about_whom_it_is_by_id_only(cara, sam, lena):
    incident = stories.submitted(cara)
    assert last_event(chain_name(incident)).data["assignee"] == str(sam.pk)
    incident = stories.escalated(cara, by=sam, to=lena)
    assert last_event(chain_name(incident)).data["to"] == str(lena.pk)
    incident = stories.decided(cara, by=sam, to=lena)
    assert last_event(chain_name(incident)).data["next_person"] == str(sam.pk)


def test_a_decision_answers_what_is_open_and_tells_the_reporter(cara, sam, lena):
    incident = stories.submitted(cara, safety_concern="yes")
    incident = perform(incident, "escalate", by=sam, to=lena, reason="?")
    message = stories.message("We decided.")
    incident = perform(incident, "decide", by=lena, reason="So", message=message, next_person=sam)
    assert not incident.deadlines.open().exists()
    assert incident.messages.last().author == lena
    assert incident.acknowledged_by == lena  # answered for the first time by the decision


def test_a_second_escalation_asks_for_a_new_decision(cara, sam, lena):
    incident = stories.decided(cara, by=sam, to=lena)
    incident = perform(incident, "escalate", by=sam, to=lena, reason="Something new")
    assert (incident.decided_at, incident.decided_by, incident.decided_reason) == (None, None, "")
    assert incident.deadlines.filter(kind="decision").count() == 2
    assert incident.doors.count() == 1


def test_an_addendum_may_correct_a_step_of_its_own_report_only(cara, sam):
    incident, other = stories.submitted(cara), stories.submitted(cara)
    words = {"text": "It was the daughter", "language": "en"}
    record(incident, "add_information", by=cara, **words, corrects=incident.answers.first())
    with pytest.raises(ValidationError):
        record(incident, "add_information", by=cara, **words, corrects=other.answers.first())


@pytest.mark.parametrize("text", ["", "  ", "x" * 20_001])
def test_an_addendum_says_something_and_not_a_book(cara, sam, text):
    with pytest.raises(ValidationError):
        record(stories.submitted(cara), "add_information", by=cara, text=text, language="en")


def test_an_identified_export_needs_its_own_right(cara, sam, rita):
    incident = stories.submitted(cara)
    given = {"language": "cs", "record_digest": "0" * 64}
    for person, allowed in ((cara, "reporter"), (rita, "pseudonymised")):
        record(incident, "export", by=person, profile=allowed, **given)
        with pytest.raises(door.NotPermitted):
            record(incident, "export", by=person, profile="identified", **given)
    record(incident, "export", by=sam, profile="identified", **given)


def test_a_draft_cannot_be_exported(cara):
    with pytest.raises(door.NotNow):
        record(stories.draft(cara), "export", by=cara, language="cs", profile="pseudonymised", record_digest="0" * 64)


def test_the_care_record_is_named_or_its_absence_explained(cara, sam):
    incident = stories.submitted(cara)
    for nothing in ({}, {"reference": " ", "note": ""}, {"reference": "x" * 61}):
        with pytest.raises(ValidationError):
            record(incident, "enter_in_care_record", by=cara, **nothing)
    record(incident, "enter_in_care_record", by=cara, note="Not a client of ours")
