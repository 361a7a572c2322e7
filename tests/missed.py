"""What was missing or did not fit, for tests: a report that found no policy, its gap answered, an exception approved."""

from audit.door import perform, record
from boundaries import answers
from policies.models import PolicyFeedback
from tests import stories


def without_policy(reporter, event="phone_number", **fields):
    draft = stories.draft(reporter, event=event, **fields)
    step = draft.protocol_version.clauses.get(answer_kind="clauses")
    answers.save_answer(draft, step, outcome="not_applicable", data={"no_policy": True})
    return perform(draft, "submit", by=reporter)


def answered_gap(reporter, *, owner) -> PolicyFeedback:
    """Before any other feedback, so that it is the first row."""
    without_policy(reporter)
    gap = PolicyFeedback.objects.get(kind="gap", organisation=owner.organisation)
    record(owner.organisation, "answer_feedback", by=owner, feedback=gap.pk, reason="We have written one.")
    return gap


def approved_exception(incident, *, asker, lead) -> None:
    step = incident.protocol_version.clauses.first()
    record(incident, "ask_exception", by=asker, clause=step, purpose="It keeps nights free.", done_instead="Calls went on.")
    record(incident, "approve_exception", by=lead, text="Allow for a number that rings in the office.")
