"""Step 4: only what the organisation's own norms said on the day can be cited, and it is read out in the client's language."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.door import perform
from audit.errors import NotNow
from boundaries import answers, drafts
from boundaries.guided import GuidedForm, missing
from policies import norms
from policies.models import EventType, PolicyVersion
from tests import stories
from tests.norms import norm

DAY = datetime.timedelta(days=1)


@pytest.fixture
def clauses(organisation):
    return norm(organisation)


@pytest.fixture
def draft(cara, client_k):
    return stories.draft(cara, client=client_k)


def step_of(draft):
    return draft.protocol_version.clauses.get(answer_kind="clauses")


def cite(draft, *clauses, **data):
    data |= {"clauses": [str(clause.pk) for clause in clauses]}
    return answers.save_answer(draft, step_of(draft), outcome="done", data=data)


def fault_of(act):
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.error_dict["clauses"][0].code


def test_a_clause_in_force_is_cited_by_its_id(draft, clauses):
    answer = cite(draft, clauses[0], clauses[1])
    assert answer.data == {"clauses": [str(clauses[0].pk), str(clauses[1].pk)]}
    assert perform(draft, "submit", by=draft.reporter).status == "submitted"


def test_only_in_force_clause_can_be_cited(draft, organisation):
    now = timezone.now()
    retired = norm(organisation, begins=now - 9 * DAY, ends=now - 5 * DAY)
    to_come = norm(organisation, slug="to-come", begins=now + 2 * DAY)
    for clause in (retired[0], to_come[0]):
        assert fault_of(lambda clause=clause: cite(draft, clause)) == "clause_not_in_force"
    draft.occurred_at = now - 6 * DAY
    assert cite(draft, retired[0]).data["clauses"] == [str(retired[0].pk)]


def test_what_held_in_the_morning_of_that_day_is_cited_rightly(draft, organisation):
    draft.occurred_at = timezone.now() - 3 * DAY
    noon = draft.occurred_at.replace(hour=11, minute=0)
    draft.occurred_at = noon
    held = norm(organisation, begins=noon - 9 * DAY, ends=noon - datetime.timedelta(hours=2))
    assert cite(draft, held[0]).outcome == "done"


def test_nobody_cites_what_is_no_norm_of_this_organisation(draft, elsewhere, clauses):
    others = [norm(elsewhere)[0], draft.protocol_version.clauses.first()]
    for clause in others:
        assert fault_of(lambda clause=clause: cite(draft, clause)) == "invalid"
    for value in ("x", [1], ["no id"], [str(clauses[0].pk)] * 21, {"a": 1}):
        with pytest.raises(ValidationError):
            answers.save_answer(draft, step_of(draft), outcome="done", data={"clauses": value})


def test_no_policy_sets_the_step_to_not_applicable_and_cites_none(draft, clauses):
    answer = answers.save_answer(draft, step_of(draft), outcome="done", data={"no_policy": True})
    assert (answer.outcome, answer.data) == ("not_applicable", {"no_policy": True})
    with pytest.raises(ValidationError):
        cite(draft, clauses[0], no_policy=True)


def test_a_report_whose_day_was_changed_is_not_sent_with_what_did_not_hold(draft, clauses):
    cite(draft, clauses[0])
    draft.occurred_at = timezone.now() - 200 * DAY
    draft.save()
    assert draft.reasons_against("submit") == ["clause_not_in_force"]
    assert [row["url"] for row in missing(draft)] == ["#step-4"]
    with pytest.raises(NotNow):
        perform(draft, "submit", by=draft.reporter)


def test_whoever_is_in_danger_is_not_held_up_by_it(draft, clauses):
    cite(draft, clauses[0])
    safety = draft.protocol_version.clauses.get(answer_kind="safety")
    answers.save_answer(draft, safety, outcome="done", note="Now", data={"answer": "yes"})
    draft.occurred_at = timezone.now() - 200 * DAY
    draft.save()
    assert perform(draft, "submit", by=draft.reporter).status == "submitted"


def test_norms_for_the_kind_of_event_come_first(organisation, clauses):
    kind = EventType.objects.get(key="small_gift")
    own = norm(organisation, "Gifts up to a cup of coffee", slug="zz-gifts", event_type=kind)
    first = norms.in_force(organisation.pk, None, kind.pk)
    assert first[0].pk == own[0].pk
    assert len(first) == 4
    assert norms.in_force(organisation.pk, None, None)[0].pk == clauses[0].pk


def test_a_clause_is_read_out_in_the_clients_language_or_the_reporters(draft, clauses):
    for language, said in (("hu", "mondjuk."), ("sv", "mondjuk."), ("en", "we say.")):
        draft.client.preferred_language = language  # nothing is written in Swedish: Cara's own is Hungarian
        form = next(step.form for step in GuidedForm(draft).steps if step.form and step.form.kind == "clauses")
        assert form.norms_shown[0]["rows"][0]["text"].endswith(said)


def test_the_sentence_to_say_names_the_chosen_clause(draft, clauses):
    assert not any("Private numbers" in text for text in _said(draft))
    cite(draft, clauses[2])
    assert any("Private numbers stay private" in text for text in _said(draft))


def _said(draft):
    return next(step.said for step in GuidedForm(draft).steps if step.number == 4)


def test_as_many_questions_for_many_norms_as_for_one(cara, organisation, django_assert_max_num_queries):
    draft = drafts.begin(cara, stories.uuid7(), event_type=EventType.objects.get(key="phone_number"))
    norm(organisation)
    with django_assert_max_num_queries(100) as first:
        GuidedForm(draft)
    for n in range(5):
        norm(organisation, *[f"Rule {m}" for m in range(8)], slug=f"norm-{n}")
    with django_assert_max_num_queries(len(first)):
        shown = next(step.form for step in GuidedForm(draft).steps if step.number == 4).norms_shown
    assert len(shown) == PolicyVersion.objects.filter(policy__organisation=organisation).count()
