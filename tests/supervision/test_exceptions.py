"""Spirit, not letter: an exception needs a rule, its purpose, and another lead; the owner of the rule learns why."""

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.verify import verify
from boundaries import guards
from boundaries.models import Incident, ReasonedException
from policies.models import PolicyFeedback
from supervision.models import Notice
from tests import stories
from tests.cast import make_person
from tests.norms import norm

PURPOSE = "The rule keeps staff from being called at night; a landline in the office does the same."
TEXT = "The rule should allow for a number that rings in the office."
ASKED = {"purpose": PURPOSE, "done_instead": "The office forwarded calls for two weeks."}


@pytest.fixture
def clause(organisation):
    return norm(organisation)[2]


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, sam, client=client_k, what_happened="She asked me for my number three times that evening.")


@pytest.fixture
def asked(incident, sam, clause):
    record(incident, "ask_exception", by=sam, clause=clause, **ASKED)
    return ReasonedException.objects.get()


def resolve(incident, by, outcome="exception_agreed"):
    message = {"body": "This is the result.", "language": "en"}
    stories.measured(incident, by)
    return perform(incident, "resolve", by=by, message=message, **(stories.RESULT | {"outcome": outcome}))


def approve(incident, by, text=TEXT):
    return record(incident, "approve_exception", by=by, text=text)


def refusal(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


def test_exception_needs_lead_and_reason(incident, sam, lena, asked):
    assert refusal(lambda: resolve(incident, sam)) == ["exception_not_approved"]
    with pytest.raises(NotPermitted):
        approve(incident, sam)
    approve(incident, lena)
    assert resolve(incident, sam).status == "resolved"
    assert verify().findings == []


def test_without_any_exception_the_result_is_refused_and_every_other_one_stands(incident, sam, lena):
    assert refusal(lambda: resolve(incident, sam)) == ["exception_not_approved"]
    assert resolve(incident, sam, "boundary_kept_accepted").status == "resolved"


def test_exception_feeds_policy_owner(asked, incident, sam, lena, petra, clause):
    approve(incident, lena)
    row = PolicyFeedback.objects.get()
    assert (row.kind, row.clause, row.text, row.event_type) == ("exception", clause, TEXT, None)
    asked.refresh_from_db()
    assert (asked.is_approved, asked.decided_by, asked.feedback) == (True, lena, row)
    assert [note.kind for note in Notice.objects.filter(user=petra)] == ["policy_feedback"]
    assert Notice.objects.filter(user=sam, kind="exception_decided").count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "", "Allow for K-031", "Cara could not say no", "Mrs Szabó has no landline", "Call +36 30 123 4567",
        "She asked me for my number", "Kept for {reference}",
    ],
)  # fmt: skip
def test_what_names_somebody_or_quotes_the_report_is_no_word_for_the_owner(asked, incident, lena, client_k, text):
    text = text.format(reference=incident.reference).replace("K-031", client_k.code)
    with pytest.raises(ValidationError) as caught:
        approve(incident, lena, text)
    assert "text" in caught.value.message_dict
    assert not PolicyFeedback.objects.exists()


def test_refused_with_a_reason_it_may_be_asked_anew(asked, incident, sam, lena, clause):
    with pytest.raises(ValidationError):
        record(incident, "refuse_exception", by=lena, reason=" ")
    record(incident, "refuse_exception", by=lena, reason="The office line was there.")
    assert refusal(lambda: resolve(incident, sam)) == ["exception_not_approved"]
    assert refusal(lambda: approve(incident, lena)) == ["no_exception_waits"]
    record(incident, "ask_exception", by=sam, clause=clause, **ASKED)
    assert not PolicyFeedback.objects.exists()


def test_one_at_a_time(asked, incident, sam, lena, clause):
    ask = lambda: record(incident, "ask_exception", by=sam, clause=clause, **ASKED)  # noqa: E731
    assert refusal(ask) == ["exception_waits"]
    approve(incident, lena)
    assert refusal(ask) == ["exception_approved_already"]


@pytest.mark.parametrize("missing", ["purpose", "done_instead"])
def test_asked_for_with_its_purpose_and_what_was_done(incident, sam, clause, missing):
    with pytest.raises(ValidationError) as caught:
        record(incident, "ask_exception", by=sam, clause=clause, **(ASKED | {missing: "  "}))
    assert list(caught.value.message_dict) == [missing]


def test_only_from_a_rule_that_held_here(incident, sam, elsewhere):
    step = incident.protocol_version.clauses.first()
    with pytest.raises(ValidationError):
        record(incident, "ask_exception", by=sam, clause=norm(elsewhere)[0], **ASKED)
    record(incident, "ask_exception", by=sam, clause=step, **ASKED)


def test_never_by_the_reporter_or_anybody_named(organisation, team, cara, sam, lena, client_k, clause):
    judit = make_person(organisation, None, "Judit Bán", Role.LEAD)
    incident = stories.answered(cara, sam, client=client_k, named=[judit])
    record(incident, "ask_exception", by=sam, clause=clause, **ASKED)
    for person in (cara, judit):
        with pytest.raises(NotPermitted):
            approve(incident, person)
    assert not Notice.objects.filter(user=judit).exists()
    assert Notice.objects.filter(user=lena, kind="exception_asked").count() == 1


def test_a_lead_approves_nothing_of_her_own_and_is_told_who_could(incident, organisation, lena, clause):
    record(incident, "ask_exception", by=lena, clause=clause, **ASKED)
    with pytest.raises(NotPermitted):
        approve(incident, lena)
    assert "Nobody else here" in guards.reason_text("exception_not_approved", incident)
    judit = make_person(organisation, None, "Judit Bán", Role.LEAD)
    assert "Judit Bán" in guards.reason_text("exception_not_approved", Incident.objects.get(pk=incident.pk))
    approve(incident, judit)
    assert resolve(incident, lena).status == "resolved"
