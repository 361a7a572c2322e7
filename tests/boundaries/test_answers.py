"""Answers to steps: what each kind takes, that questions are answered and never ticked, and nothing hostile gets in."""

import pytest
from django.core.exceptions import ValidationError

from audit.errors import NotNow
from boundaries import answers, drafts
from policies.models import EventType
from tests import stories

HOSTILE = [[], {}, 5, 1.0, True, ["yes"], {"yes": 1}, "YES", "maybe", "x" * 50_000, "\x00", "\ud800", None, [[]], -0.0]


@pytest.fixture
def draft(cara):
    return drafts.begin(cara, stories.uuid7(), event_type=EventType.objects.get(key="phone_number"))


def step(draft, key):
    return draft.protocol_version.clauses.get(key=key)


def clean(draft, key, **answer):
    return answers.clean_answer(draft, step(draft, key), **answer)


@pytest.mark.parametrize("kind", answers.QUESTIONS)
def test_a_question_is_answered_and_its_outcome_follows(draft, kind):
    clause = draft.protocol_version.clauses.get(answer_kind=kind)
    for answer, outcome in answers.QUESTIONS[kind].items():
        cleaned = answers.clean_answer(draft, clause, outcome="not_done", note="", data={"answer": answer})
        assert (cleaned["outcome"], cleaned["data"]["answer"]) == (outcome, answer)
    with pytest.raises(ValidationError):
        answers.clean_answer(draft, clause, outcome="done", note="Done as described")


def test_a_step_that_always_applies_cannot_be_said_not_to(draft):
    always = [clause for clause in draft.protocol_version.clauses.exclude(answer_kind="document") if clause.always]
    for clause in always:
        if clause.answer_kind not in answers.QUESTIONS:
            with pytest.raises(ValidationError):
                answers.clean_answer(draft, clause, outcome="not_applicable")
    assert len(always) == 7


def test_what_was_not_done_says_why(draft):
    with pytest.raises(ValidationError):
        clean(draft, "empathy", outcome="not_done", note="  ")
    assert clean(draft, "empathy", outcome="not_done", note="No time")["note"] == "No time"


def test_the_last_step_is_nobodys_to_tick(draft):
    with pytest.raises(ValidationError):
        clean(draft, "document", outcome="done")


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:20])
def test_hostile_values_get_a_sentence_or_are_left_out_and_never_break(draft, value):
    swept = 0
    for clause in draft.protocol_version.clauses.all():
        keys = ["answer", *answers.EXTRAS.get(clause.answer_kind, {})]
        for attempt in [{"data": {key: value}} for key in keys] + [
            {"data": value},
            {"note": value},
            {"outcome": value},
        ]:
            swept += 1
            try:
                row = answers.save_answer(draft, clause, **({"outcome": "done"} | attempt))
            except ValidationError:
                continue
            else:
                row.refresh_from_db()
                assert row.outcome in answers.Outcome.values
    assert swept >= 60


def test_words_are_kept_but_for_what_no_database_takes(draft):
    row = answers.save_answer(draft, step(draft, "empathy"), outcome="done", note=" <b>їжак</b>\x00\ud800 \u202e👩🏽 ")
    row.refresh_from_db()
    assert row.note == "<b>їжак</b> \u202e👩🏽"


def test_an_answer_fills_the_reports_own_fields(draft):
    answers.save_answer(draft, step(draft, "reason"), data={"reason": "Afraid at night"})
    answers.save_answer(draft, step(draft, "safety"), data={"answer": "unsure"})
    answers.save_answer(draft, step(draft, "report"), data={"answer": "yes", "support": "talk"})
    answers.save_answer(draft, step(draft, "decision"), data={"answer": "declined"})
    answers.save_answer(draft, step(draft, "clarity"), data={"answer": "no"})
    draft.refresh_from_db()
    assert (draft.reason_given, draft.stated_reason) == (True, "Afraid at night")
    assert (draft.safety_concern, draft.discomfort, draft.support_wanted) == ("unsure", True, "talk")
    assert (draft.client_decision, draft.understood) == ("declined", "no")
    answers.save_answer(draft, step(draft, "reason"), data={"no_reason": True})
    draft.refresh_from_db()
    assert (draft.reason_given, draft.stated_reason) == (False, "")


def test_an_answer_changed_in_the_draft_counts_up_and_stays_one(draft):
    for number in (1, 2, 3):
        row = answers.save_answer(draft, step(draft, "empathy"), outcome="done", note=f"Note {number}")
        assert (row.revision, row.note) == (number, f"Note {number}")
    assert draft.answers.count() == 1


def test_done_as_described_marks_five_steps_and_never_a_question(draft):
    answers.save_answer(draft, step(draft, "empathy"), outcome="not_done", note="No time")
    answers.confirm_together(draft)
    marked = {
        row.clause.number: (row.outcome, row.confirmed_together) for row in draft.answers.select_related("clause")
    }
    assert marked == dict.fromkeys((1, 3, 10, 11), ("done", True)) | {6: ("not_done", False)}


def test_whoever_was_not_there_answers_for_no_conversation(draft):
    answers.not_present(draft, "Told by the daughter")
    rows = {row.clause.number: row.outcome for row in draft.answers.select_related("clause")}
    with_client = set(draft.protocol_version.clauses.filter(moment="with_client").values_list("number", flat=True))
    assert rows == dict.fromkeys(with_client, "not_applicable")
    assert len(rows) == 11


WAYS = {
    "a step": lambda d: answers.save_answer(d, d.protocol_version.clauses.get(key="empathy"), outcome="done"),
    "was not there": lambda d: answers.not_present(d, "I was away"),
    "another kind": lambda d: drafts.choose_event_type(d, EventType.objects.get(key="other")),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_reaches_a_report_after_it_was_sent(cara, way):
    stale = stories.draft(cara)
    before = list(stale.answers.order_by("pk").values())
    stories.perform(stale, "submit", by=cara)
    with pytest.raises(NotNow):
        WAYS[way](stale)
    assert list(stale.answers.order_by("pk").values()) == before
