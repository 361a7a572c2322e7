"""The phone sends twice, late and while something else is on its way: one draft, one report, nothing unproven."""

from audit.door import perform, record
from audit.errors import NotNow
from audit.ids import uuid7
from audit.verify import verify
from boundaries import answers, drafts
from boundaries.models import Incident, StepAnswer
from policies.models import EventType
from tests import stories
from tests.races.conftest import THREADS


def test_a_draft_begun_by_eight_requests_is_one_draft(people, all_at_once):
    key, kind = uuid7(), EventType.objects.get(key="phone_number")
    results = all_at_once([lambda: drafts.begin(people.cara, key, event_type=kind)] * THREADS)
    assert {result.pk for result in results} == {key}
    assert Incident.objects.count() == 1


def test_a_step_saved_by_eight_requests_is_one_answer(people, all_at_once):
    draft = stories.draft(people.cara)
    clause = draft.protocol_version.clauses.get(key="empathy")
    draft.answers.filter(clause=clause).delete()

    def save(number):
        return lambda: answers.save_answer(draft, clause, outcome="done", note=f"Note {number}")

    results = all_at_once([save(number) for number in range(THREADS)])
    assert {type(result) for result in results} == {StepAnswer}
    assert draft.answers.get(clause=clause).revision == THREADS


def test_a_step_that_arrives_while_the_report_is_sent_is_in_it_or_refused(people, all_at_once):
    """Never beside it: an answer that no event proves would look like tampering."""
    for _ in range(6):
        draft = stories.draft(people.cara, safety_concern="yes")
        clauses = list(draft.protocol_version.clauses.filter(number__in=(1, 2, 3, 4, 5, 6)))
        draft.answers.filter(clause__in=clauses).delete()

        def save(clause, draft=draft):
            return lambda: answers.save_answer(draft, clause, outcome="done", note="Late")

        def send(draft=draft):
            return perform(draft, "submit", by=people.cara)

        results = all_at_once([*map(save, clauses), send])
        assert isinstance(results[-1], Incident)
        assert {type(result) for result in results[:-1]} <= {StepAnswer, NotNow}
    assert verify().findings == []


def test_a_draft_is_sent_or_discarded_and_never_both(people, all_at_once):
    for _ in range(3):
        draft = stories.draft(people.cara)
        send, drop = (
            (lambda d=draft: perform(d, "submit", by=people.cara)),
            (lambda d=draft: record(d, "discard", by=people.cara)),
        )
        results = all_at_once([send, drop] * (THREADS // 2))
        refused = [result for result in results if isinstance(result, NotNow)]
        assert len(refused) == THREADS - 1, results
    assert verify().findings == []
