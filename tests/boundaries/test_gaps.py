"""A missing policy is told once per kind of event while it is open, and the policy owner reads how often, never whose."""

import pytest

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.verify import verify
from boundaries import answers
from boundaries.models import GapIncident
from policies.feedback import readable_by
from policies.models import EventType, PolicyFeedback
from supervision.models import Notice
from tests import stories
from tests.cast import make_person
from tests.missed import without_policy


def gaps():
    return list(PolicyFeedback.objects.filter(kind="gap").order_by("opened_at"))


def answer(gap, by, reason="We have written one."):
    return record(gap.organisation, "answer_feedback", by=by, feedback=gap.pk, reason=reason)


def test_gap_is_reported_once_per_event_type(cara, sam, petra):
    reports = [without_policy(cara), without_policy(cara), without_policy(cara, "small_gift")]
    [first, other] = gaps()
    assert (first.event_type.key, other.event_type.key) == ("phone_number", "small_gift")
    linked = set(GapIncident.objects.filter(feedback=first).values_list("incident", flat=True))
    assert linked == {reports[0].pk, reports[1].pk}
    assert Notice.objects.filter(user=petra, kind="policy_feedback").count() == 2
    assert verify().findings == []


def test_a_report_that_found_a_policy_opens_none(cara, sam, petra):
    stories.submitted(cara)
    assert gaps() == []
    assert not Notice.objects.filter(user=petra).exists()


def test_answered_it_is_closed_and_the_next_one_opens_anew(cara, sam, petra):
    without_policy(cara)
    [gap] = gaps()
    answer(gap, petra)
    gap.refresh_from_db()
    assert (gap.answered_by, gap.answered_reason) == (petra, "We have written one.")
    without_policy(cara)
    assert [row.answered_at is None for row in gaps()] == [False, True]
    assert verify().findings == []


def test_it_is_answered_once_and_by_who_owns_policies(cara, sam, lena, petra, olly):
    without_policy(cara)
    [gap] = gaps()
    for person in (cara, sam, lena, olly):
        with pytest.raises(NotPermitted):
            answer(gap, person)
    answer(gap, petra)
    with pytest.raises(NotNow) as refused:
        answer(gap, petra, "Again")
    assert refused.value.reasons == ["feedback_answered"]


def test_nobody_answers_what_belongs_elsewhere(cara, sam, elsewhere, petra):
    row = PolicyFeedback.objects.create(organisation=elsewhere, kind="gap")
    with pytest.raises(NotNow):
        record(petra.organisation, "answer_feedback", by=petra, feedback=row.pk, reason="Ours")


def test_no_gap_stays_where_the_report_is_not_sent(cara, sam, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("no chain")

    monkeypatch.setattr("audit.door.chain.append", fail)
    with pytest.raises(RuntimeError):
        without_policy(cara)
    assert gaps() == []


def test_a_step_answered_later_joins_the_gap_too(cara, sam):
    draft = stories.draft(cara)
    safety = draft.protocol_version.clauses.get(answer_kind="safety")
    answers.save_answer(draft, safety, outcome="done", note="Now", data={"answer": "yes"})
    step = draft.protocol_version.clauses.get(answer_kind="clauses")
    draft.answers.filter(clause=step).delete()
    incident = perform(draft, "submit", by=cara)
    assert gaps() == []
    record(incident, "answer_later", by=cara, clause=step, outcome="not_applicable", data={"no_policy": True})
    [gap] = gaps()
    assert GapIncident.objects.get().feedback == gap
    assert verify().findings == []


def test_a_policy_owner_who_is_part_of_the_event_hears_of_nothing(cara, sam, petra):
    without_policy(cara, named=[petra])
    [gap] = gaps()
    assert not Notice.objects.filter(user=petra).exists()
    assert not readable_by(petra).exists()
    assert readable_by(make_person(petra.organisation, None, "Nora Ek", Role.POLICY_OWNER)).get().count == 1
    without_policy(cara)
    assert [(row.pk, row.count) for row in readable_by(petra)] == [(gap.pk, 1)]


def test_what_goes_past_the_line_opens_none(cara, sam, petra):
    without_policy(cara, staff_part="cannot_say")
    assert gaps() == []
    assert not Notice.objects.filter(user=petra).exists()


def test_an_answer_that_was_slipped_in_is_found(cara, sam, petra):
    without_policy(cara)
    [gap] = gaps()
    PolicyFeedback.objects.filter(pk=gap.pk).update(
        answered_at=gap.opened_at, answered_by=petra, answered_reason="Not through the door"
    )
    assert any("no event tells" in str(finding) for finding in verify().findings)


def test_the_constraint_has_the_last_word(cara, sam, monkeypatch):
    """Whoever looked before the other one wrote joins what the other one opened."""
    from policies import feedback

    kind = EventType.objects.get(key="phone_number")
    there = PolicyFeedback.objects.create(organisation=cara.organisation, kind="gap", event_type=kind)
    rows = PolicyFeedback.objects.select_for_update(no_key=True)
    looked = iter([PolicyFeedback.DoesNotExist()])
    plain = type(rows).get

    def get(self, *args, **kwargs):
        for late in looked:
            raise late
        return plain(self, *args, **kwargs)

    monkeypatch.setattr(type(rows), "get", get)
    assert feedback.open_gap(cara.organisation_id, kind.pk) == (there, False)
