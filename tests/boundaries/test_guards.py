"""What forbids a verb for the moment: each code from one situation, with one sentence in six languages."""

import datetime

import pytest
from django.utils import timezone, translation

from audit.door import perform, record
from audit.errors import NotNow
from boundaries import guards
from boundaries.models import Incident
from tests import stories

# what is taken from a complete draft -> what is then missing
LACKING = {
    "event_type_missing": {"event_type": None},
    "client_missing": {"client": None, "client_missing_reason": " "},
    "started_by_missing": {"started_by": ""},
    "occurred_at_missing": {"occurred_at": None},
    "contact_channel_missing": {"contact_channel": ""},
    "staff_part_missing": {"staff_part": ""},
    "staff_not_named": {"staff_part": "named"},
    "request_missing": {"request_verbatim": "\n"},
    "response_missing": {"responses": [], "response_given": " "},
    "expectation_missing": {"expectation": ""},
}


def refusal(incident, verb, by, **details):
    with pytest.raises(NotNow) as caught:
        perform(incident, verb, by=by, **details)
    return caught.value.reasons


@pytest.mark.parametrize("code", LACKING)
def test_a_report_lacks_exactly_what_was_left_out(cara, client_k, code):
    draft = stories.draft(cara, client=client_k)
    Incident.objects.filter(pk=draft.pk).update(**LACKING[code])
    assert refusal(draft, "submit", cara) == [code]


def test_an_event_of_the_future_has_not_happened(cara):
    for concern in ("no", "yes"):
        draft = stories.draft(cara, safety_concern=concern, occurred_at=timezone.now() + datetime.timedelta(minutes=5))
        assert refusal(draft, "submit", cara) == ["occurred_at_in_future"]


def test_the_question_of_a_kind_of_event_must_be_answered(cara):
    draft = stories.draft(cara, event="photo_or_video")
    Incident.objects.filter(pk=draft.pk).update(condition_answer="")
    assert refusal(draft, "submit", cara) == ["condition_missing"]


def test_every_open_step_is_named_but_the_last_which_follows_from_the_others(cara):
    draft = stories.draft(cara)
    draft.answers.all().delete()
    assert refusal(draft, "submit", cara) == [f"step_{number}_missing" for number in range(1, 15)]
    sentence = guards.reason_text("step_7_missing", draft)
    assert "7" in sentence
    assert draft.protocol_version.clauses.get(number=7).text("en")["title"] in sentence


@pytest.mark.parametrize("concern", ["yes", "unsure"])
def test_a_safety_concern_sends_with_nothing_else_said(cara, lena, concern):
    draft = stories.drafts.begin(cara, stories.uuid7())
    Incident.objects.filter(pk=draft.pk).update(safety_concern=concern)
    incident = perform(draft, "submit", by=cara)
    assert (incident.event_type.key, incident.urgent) == ("other", True)
    assert incident.occurred_at == incident.submitted_at


def test_a_question_needs_only_its_text(cara):
    draft = stories.drafts.begin(cara, stories.uuid7(), kind="question")
    assert refusal(draft, "submit", cara) == ["question_missing"]
    Incident.objects.filter(pk=draft.pk).update(question="May I accept a cake?")
    assert perform(draft, "submit", by=cara).status == "submitted"


@pytest.mark.parametrize(
    "fields", [{"safety_concern": "yes"}, {"safety_concern": "unsure"}, {"event": "theft_or_exploitation"}]
)
def test_a_matter_of_safety_is_never_taken_back_and_never_resolved_undecided(cara, sam, lena, fields):
    incident = stories.submitted(cara, **fields)
    assert refusal(incident, "withdraw", cara, reason="No") == ["safety_concern_stands"]
    perform(incident, "acknowledge", by=lena, message=stories.message())
    result = stories.RESULT | {"message": {"body": "So", "language": "en"}}
    stories.with_goal(incident, lena)
    assert refusal(incident, "resolve", lena, **result) == ["safety_not_decided", "full_answer_missing"]


def test_what_was_resolved_can_be_reopened_for_fourteen_days(cara, sam, time_machine):
    time_machine.move_to("2026-03-20 08:00Z", tick=False)
    incident = stories.resolved(cara, by=sam)
    time_machine.move_to("2026-04-03 08:00:00.000001Z", tick=False)
    assert refusal(incident, "reopen", cara, reason="Again") == ["reopen_over"]
    time_machine.move_to("2026-04-03 08:00:00Z", tick=False)
    assert perform(incident, "reopen", by=cara, reason="Again").status == "acknowledged"


def test_closing_waits_for_the_care_record_and_for_the_reporter(cara, sam, time_machine):
    time_machine.move_to("2026-03-20 08:00Z", tick=False)
    incident = stories.resolved(cara, by=sam)
    missing = ["care_record_missing", "reporter_not_agreed", "end_indicators_missing"]
    assert refusal(incident, "close", sam, reason="Done") == missing
    record(incident, "enter_in_care_record", by=sam, reference="CR-7")
    assert refusal(incident, "close", sam, reason="Done") == missing[1:]
    time_machine.move_to("2026-04-03 08:00:01Z", tick=False)
    assert perform(incident, "close", by=sam, reason="Nobody came back to it").status == "closed"


def test_closing_waits_for_an_answer_to_what_was_written_since(cara, sam):
    incident = stories.resolved(cara, by=sam)
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    stories.say_how_it_was(incident, cara)
    record(incident, "write", by=cara, body="One thing more", language="hu")
    assert refusal(incident, "close", sam, reason="Done") == ["deadline_open"]


@pytest.mark.parametrize("language", ["hu", "cs", "sv", "bg", "uk", "en"])
def test_every_code_has_a_sentence_in_every_language(language):
    with translation.override(language):
        sentences = [guards.reason_text(code) for code in guards.REASONS]
    assert all(sentences)
    assert len(set(sentences)) == len(sentences) >= 25


def test_a_verb_without_guards_is_one_that_only_a_status_forbids():
    assert set(Incident.declared_transitions()) - set(guards.declared()) == {"acknowledge", "escalate", "decide"}


def test_agreeing_and_entering_are_done_once(cara, sam):
    """Pressing twice says it once, and nobody writes over what was entered."""
    incident = stories.resolved(cara, sam)
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    for act, details in (("agree", {}), ("enter_in_care_record", {"reference": "CR-8"})):
        with pytest.raises(NotNow):
            record(incident, act, by=cara, **details)
    assert Incident.objects.get(pk=incident.pk).care_record_ref == "CR-7"
