"""The plan: goals that only the reporter agrees to, steps with one person and a date, and what a result needs of them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.chain import chain_name, last_event
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.verify import verify
from boundaries.models import Incident
from supervision.models import Notice, PlanItem
from tests import stories
from tests.cast import make_person

RESULT = stories.RESULT | {"message": {"body": "This is the result.", "language": "en"}}
SOON = {"due_on": timezone.localdate() + datetime.timedelta(days=4)}


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, sam, client=client_k)


def refusal(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


def resolve(incident, by, **more):
    return perform(incident, "resolve", by=by, **(RESULT | more))


def fresh(item):
    return PlanItem.objects.get(pk=item.pk)


def confirm(item, by):
    return record(item.incident, "confirm_plan_item", by=by, item=item.pk)


def end(item, by, result="reached", note="It held."):
    return record(item.incident, "end_plan_item", by=by, item=item.pk, result=result, note=note)


# -- proposing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["responsible", "due_on"])
def test_action_needs_person_and_date(incident, sam, missing):
    said = {"responsible": sam, **SOON} | {missing: None}
    with pytest.raises(ValidationError) as caught:
        record(incident, "propose_plan_item", by=sam, kind="action", text="Call the office", language="en", **said)
    assert list(caught.value.message_dict) == [missing]
    assert not PlanItem.objects.exists()


def test_a_goal_needs_neither_and_keeps_neither(incident, sam):
    goal = stories.propose(incident, sam, responsible=sam, **SOON)
    assert (goal.responsible, goal.due_on, goal.status) == (None, None, "proposed")
    assert verify().findings == []


def test_a_step_among_colleagues_is_open_at_once_and_one_for_the_reporter_waits_for_her(incident, cara, sam, lena):
    assert stories.propose(incident, sam, "action", responsible=lena).status == "open"
    assert Notice.objects.filter(user=lena, kind="step_for_you").count() == 1
    assert stories.propose(incident, sam, "action", responsible=cara).status == "proposed"
    assert Notice.objects.filter(user=cara, kind="plan_proposed").count() == 1


def test_order_is_kept_and_a_day_that_is_over_is_none(incident, sam):
    found = [stories.propose(incident, sam, kind) for kind in ("goal", "action", "clarify")]
    assert [item.position for item in found] == [1, 2, 3]
    with pytest.raises(ValidationError) as caught:
        stories.propose(incident, sam, "action", due_on=timezone.localdate() - datetime.timedelta(days=2))
    assert list(caught.value.message_dict) == ["due_on"]


def test_nobody_named_is_ever_responsible_or_told(cara, sam, lena, tom):
    incident = stories.answered(cara, sam, named=[tom])
    with pytest.raises(ValidationError):
        stories.propose(incident, sam, "action", responsible=tom)
    for person in (tom, cara):
        with pytest.raises(NotPermitted):
            stories.propose(incident, person)
    stories.propose(incident, sam)
    assert not Notice.objects.filter(user=tom).exists()


def test_a_caregiver_of_the_team_or_somebody_elsewhere_is_not_responsible(incident, organisation, team, sam, olly):
    dora = make_person(organisation, team, "Dora Kiss", Role.CAREGIVER)
    for person in (dora, olly):
        with pytest.raises(ValidationError) as caught:
            stories.propose(incident, sam, "action", responsible=person)
        assert list(caught.value.message_dict) == ["responsible"]


def test_only_after_the_first_answer_and_never_in_a_closed_record(cara, sam):
    sent = stories.submitted(cara)
    assert refusal(lambda: stories.propose(sent, sam)) == ["wrong_status"]
    closed = stories.closed(cara, sam)
    item = PlanItem.objects.get(incident=closed)
    for act, by in (
        ("propose_plan_item", sam),
        ("end_plan_item", sam),
        ("reword_plan_item", sam),
        ("confirm_plan_item", cara),
    ):
        details = {"kind": "goal", "text": "More"} if act.startswith("propose") else {"item": item.pk}
        assert refusal(lambda act=act, by=by, details=details: record(closed, act, by=by, **details)) == [
            "wrong_status"
        ]
    assert refusal(lambda: record(closed, "assess", by=sam, underlying_need="Help")) == ["wrong_status"]


# -- the reporter's word -------------------------------------------------------------------------------------------


def test_silence_is_no_consent(incident, cara, sam, time_machine):
    goal = stories.propose(incident, sam)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=30), tick=False)
    assert (fresh(goal).status, fresh(goal).agreed_at) == ("proposed", None)
    with pytest.raises(NotPermitted):
        confirm(goal, sam)
    confirm(goal, cara)
    assert (fresh(goal).status, fresh(goal).agreed_at is not None) == ("open", True)
    assert refusal(lambda: confirm(goal, cara)) == ["nothing_proposed"]
    assert Notice.objects.filter(user=sam, kind="plan_answered").count() == 1
    assert not Notice.objects.filter(user=cara, kind="plan_proposed", settled_at=None).exists()
    assert verify().findings == []


def test_she_puts_a_goal_into_her_own_words_and_the_old_ones_stay(incident, cara, sam):
    goal = stories.propose(incident, sam)
    record(incident, "reword_plan_item", by=cara, item=goal.pk, text="Nyugodt éjszakák", language="hu")
    new = PlanItem.objects.get(supersedes=goal)
    assert (fresh(goal).text, new.text, new.position) == (stories.GOAL, "Nyugodt éjszakák", goal.position)
    assert (new.status, new.agreed_at is not None, new.proposed_by) == ("open", True, cara)
    assert refusal(lambda: confirm(goal, cara)) == ["nothing_proposed"]
    assert refusal(lambda: end(goal, sam)) == ["plan_item_ended"]
    assert verify().findings == []


def test_what_a_supervisor_words_anew_has_to_be_agreed_anew(incident, cara, sam):
    goal = stories.agreed_goal(incident, sam)
    record(incident, "reword_plan_item", by=sam, item=goal.pk, text="Calls go to the office", language="en")
    new = PlanItem.objects.get(supersedes=goal)
    assert (new.status, new.agreed_at) == ("proposed", None)


def test_a_declined_goal_is_put_aside_without_a_reason(incident, cara, sam):
    goal = stories.propose(incident, sam)
    record(incident, "decline_plan_item", by=cara, item=goal.pk)
    assert (fresh(goal).status, fresh(goal).result, fresh(goal).agreed_at) == ("dropped", "dropped", None)
    assert refusal(lambda: resolve(incident, sam)) == ["goal_missing"]


def test_of_a_pseudonym_nobody_learns_the_name(cara, sam, lena):
    incident = stories.answered(cara, sam, behind_pseudonym=True)
    stories.agreed_goal(incident, sam)
    from supervision.plans.lines import items
    from supervision.plans.story import turns
    from supervision.reader import Reader

    reader = Reader(Incident.objects.get(pk=incident.pk), sam)
    told = str([items(reader), turns(reader)])
    assert incident.reference in told
    assert "Cara" not in told
    assert "Halász" not in told


# -- ending --------------------------------------------------------------------------------------------------------


def test_a_goal_ends_with_a_result_and_a_step_with_a_word(incident, cara, sam):
    goal, step = stories.agreed_goal(incident, sam), stories.propose(incident, sam, "action")
    for item, result, note in ((goal, "done", "x"), (goal, "", "x"), (step, "reached", "x"), (step, "done", " ")):
        with pytest.raises(ValidationError):
            end(item, sam, result, note)
    end(goal, sam, "partly", "On weekdays.")
    end(step, sam, "done", "Line set up.")
    assert [(fresh(row).status, fresh(row).result) for row in (goal, step)] == [("done", "partly"), ("done", "")]
    assert (fresh(step).ended_by, fresh(step).result_note) == (sam, "Line set up.")
    assert last_event(chain_name(incident)).act == "plan_item_ended"
    assert refusal(lambda: end(step, sam, "done")) == ["nothing_planned"]
    assert Notice.objects.filter(user=cara, kind="plan_changed").exists()
    assert verify().findings == []


def test_the_reporter_ends_what_is_hers_and_measures_no_goal_alone(incident, cara, sam):
    goal, exercise = stories.agreed_goal(incident, sam), stories.propose(incident, sam, "exercise", "Count to ten")
    assert refusal(lambda: end(goal, cara)) == ["not_yours_to_end"]
    confirm(exercise, cara)
    end(exercise, cara, "dropped", "")
    assert (fresh(exercise).status, fresh(exercise).result_note) == ("dropped", "")


def test_what_came_of_it_never_changes_afterwards(incident, sam):
    from django.db import DatabaseError, transaction

    stories.measured(incident, sam)
    for field in ("text", "status", "result_note"):
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanItem.objects.update(**{field: "open" if field == "status" else "Something else"})


# -- what a result needs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hope", ["advice", "decision", "protection"])
def test_whoever_hopes_for_more_than_a_record_needs_a_goal(cara, sam, hope):
    incident = stories.answered(cara, sam, expectation=hope)
    assert refusal(lambda: resolve(incident, sam)) == ["goal_missing"]
    stories.propose(incident, sam)
    assert resolve(incident, sam).status == "resolved"


@pytest.mark.parametrize("hope", ["just_record", "support"])
def test_whoever_hopes_for_less_needs_none(cara, sam, hope):
    assert resolve(stories.answered(cara, sam, expectation=hope), sam).status == "resolved"


def test_goals_need_results(incident, cara, sam):
    first, _second = stories.agreed_goal(incident, sam), stories.propose(incident, sam, text="And sleep")
    assert refusal(lambda: resolve(incident, sam)) == ["goal_without_result"]
    end(first, sam, "not_reached", "They still call.")
    assert resolve(incident, sam).status == "resolved"


FITTING = [("talk", "clarify"), ("talk", "follow_up"), ("talk", "session"), ("supervision_session", "session"),
           ("change_of_client", "rematch")]  # fmt: skip
UNFITTING = [("talk", "action"), ("supervision_session", "clarify"), ("change_of_client", "session")]


def uneasy(cara, sam, support, **more):
    return stories.answered(cara, sam, discomfort=True, support_wanted=support, expectation="just_record", **more)


@pytest.mark.parametrize(("support", "kind"), FITTING)
def test_wanted_support_must_be_answered(cara, sam, support, kind):
    incident = uneasy(cara, sam, support)
    assert refusal(lambda: resolve(incident, sam)) == ["support_unanswered"]
    stories.propose(incident, sam, kind)
    assert resolve(incident, sam).status == "resolved"


@pytest.mark.parametrize(("support", "kind"), UNFITTING)
def test_not_every_step_answers_every_wish(cara, sam, support, kind):
    incident = uneasy(cara, sam, support)
    stories.propose(incident, sam, kind)
    assert refusal(lambda: resolve(incident, sam)) == ["support_unanswered"]


def test_a_talk_that_was_dropped_answers_nothing(cara, sam):
    incident = uneasy(cara, sam, "talk")
    end(stories.propose(incident, sam, "clarify"), sam, "dropped", "No time.")
    assert refusal(lambda: resolve(incident, sam)) == ["support_unanswered"]


def test_only_the_reporter_says_that_she_needs_it_no_longer(cara, sam):
    incident = uneasy(cara, sam, "talk")
    with pytest.raises(NotPermitted):
        record(incident, "need_no_support", by=sam)
    record(incident, "need_no_support", by=cara)
    assert Notice.objects.filter(user=sam, kind="support_not_needed").count() == 1
    assert refusal(lambda: record(incident, "need_no_support", by=cara)) == ["no_support_wanted"]
    assert resolve(incident, sam).status == "resolved"
    assert verify().findings == []


def test_nobody_who_asked_for_nothing_is_held_up(cara, sam):
    assert resolve(uneasy(cara, sam, "none"), sam).status == "resolved"
    assert refusal(lambda: record(stories.answered(cara, sam), "need_no_support", by=cara)) == ["no_support_wanted"]


def test_arrangements_changed_requires_rematch_item(incident, sam):
    stories.measured(incident, sam)
    changed = {"outcome": "arrangements_changed"}
    assert refusal(lambda: resolve(incident, sam, **changed)) == ["rematch_missing"]
    end(stories.propose(incident, sam, "rematch"), sam, "dropped", "Not now.")
    assert refusal(lambda: resolve(incident, sam, **changed)) == ["rematch_missing"]
    stories.propose(incident, sam, "rematch")
    assert resolve(incident, sam, **changed).status == "resolved"


def test_the_codes_stand_together(cara, sam):
    incident = stories.answered(cara, sam, discomfort=True, support_wanted="talk")
    assert incident.reasons_against("resolve") == ["goal_missing", "support_unanswered"]
    goal = stories.agreed_goal(incident, sam)
    assert incident.reasons_against("resolve") == ["goal_without_result", "support_unanswered"]
    record(incident, "decline_plan_item", by=cara, item=stories.propose(incident, sam, text="Another").pk)
    end(goal, sam)
    assert incident.reasons_against("resolve") == ["support_unanswered"]
    stories.propose(incident, sam, "session")
    assert incident.reasons_against("resolve") == []


def test_a_plan_that_is_left_open_keeps_the_record_open(cara, sam):
    incident = stories.ready(cara, sam)
    step = stories.propose(incident, sam, "action")
    incident = stories.settle(resolve(incident, sam), by=cara)
    assert refusal(lambda: perform(incident, "close", by=sam, reason="Done")) == ["plan_open"]
    end(step, sam, "done", "Called.")
    assert perform(incident, "close", by=sam, reason="Done").status == "closed"
    assert verify().findings == []


# -- the need and the kind of contact ------------------------------------------------------------------------------


def test_the_kind_of_contact_is_set_early_and_changed_with_a_note(incident, cara, sam):
    record(incident, "assess", by=sam, underlying_need="Somebody within reach at night", contact_type="counselling")
    assert Incident.objects.get(pk=incident.pk).contact_type == "counselling"
    with pytest.raises(ValidationError) as caught:
        record(incident, "assess", by=sam, underlying_need="The same", contact_type="informative")
    assert list(caught.value.message_dict) == ["note"]
    record(incident, "assess", by=sam, underlying_need="The same", contact_type="informative", note="She was afraid.")
    event = last_event(chain_name(incident))
    assert (event.act, event.data["contact_type"]) == ("assessment_written", "informative")
    assert "afraid" not in str(event.data)
    assert incident.assessments.count() == 2
    with pytest.raises(NotPermitted):
        record(incident, "assess", by=cara, underlying_need="Mine")
    assert verify().findings == []


def test_an_assessment_says_something(incident, sam):
    with pytest.raises(ValidationError):
        record(incident, "assess", by=sam, underlying_need=" ")
