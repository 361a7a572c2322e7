"""Who may: persons only, and what each may see of another person."""

import pytest

from accounts.roles import Right, Role, rights_of
from audit.door import record
from audit.errors import NotPermitted
from boundaries import rights
from boundaries.models import Incident
from tests import stories
from tests.cast import make_person


def test_every_declared_verb_has_its_rule_and_no_rule_is_without_verb():
    assert set(rights.RULES) == set(Incident.declared_transitions())
    assert {"escalate"} == rights.SYSTEM_VERBS


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("cara", "Cara H."),
        ("sam", "Cara H."),
        ("lena", "Cara H."),
        ("rita", "P-001"),
        ("petra", "P-001"),
        (None, "P-001"),
    ],
)
def test_the_reporter_is_shown_by_name_to_who_answers_and_by_pseudonym_to_the_others(cast, name, label):
    incident = stories.submitted(cast["cara"])
    assert rights.reporter_label(incident, cast.get(name)) == label


@pytest.mark.parametrize(
    ("name", "may"), [("cara", True), ("sam", True), ("lena", True), ("rita", False), ("tom", False)]
)
def test_a_clients_name_is_for_the_reporter_and_those_who_answer(cast, client_k, name, may):
    incident = stories.submitted(cast["cara"], client=client_k)
    assert rights.names_clients(incident, cast[name]) == may
    if not may:
        with pytest.raises(NotPermitted):
            record(incident, "see_client_name", by=cast[name])


def test_a_lead_decides_what_was_addressed_to_another_lead(organisation, cara, sam, lena):
    lex = make_person(organisation, None, "Lex Lead", Role.LEAD)
    incident = stories.escalated(cara, by=sam, to=lena)
    message = stories.message()
    decided = stories.perform(incident, "decide", by=lex, reason="So", message=message, next_person=sam)
    assert decided.decided_by == lex


def test_a_supervisor_let_in_answers_and_does_not_resolve_what_is_not_his(cara, sam, tom):
    incident = stories.answered(cara, by=sam)
    incident.doors.create(user=tom, basis="cover")
    record(incident, "answer", by=tom, **stories.message())
    with pytest.raises(NotPermitted):
        stories.perform(incident, "resolve", by=tom, **stories.RESULT, message={"body": "So", "language": "en"})


def test_a_door_that_is_shut_ends_what_it_allowed(cara, sam, tom):
    incident = stories.answered(cara, by=sam)
    door = incident.doors.create(user=tom, basis="cover")
    door.until = door.since
    door.save()
    with pytest.raises(NotPermitted):
        record(incident, "answer", by=tom, **stories.message())


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        ([Role.CAREGIVER, Role.SUPERVISOR], "supervisor"),
        ([Role.SUPERVISOR, Role.LEAD], "lead"),
        ([Role.LEAD, Role.SAFEGUARDING_LEAD, Role.AUDITOR], "safeguarding_lead"),
        ([Role.AUDITOR, Role.POLICY_OWNER], "auditor"),
        ([], ""),
    ],
)
def test_an_act_is_recorded_under_the_most_specific_role(organisation, team, cara, roles, role):
    person = make_person(organisation, team, "Max Power", *roles)
    assert rights.role_in(stories.submitted(cara), person) == role
    assert rights.role_in(stories.draft(person), person) == "reporter"


def test_rights_add_up_over_roles_and_unknown_roles_are_an_error():
    assert rights_of([Role.POLICY_OWNER, Role.AUDITOR]) == rights_of([Role.POLICY_OWNER]) | rights_of([Role.AUDITOR])
    assert rights_of([]) == frozenset()
    with pytest.raises(KeyError):
        rights_of(["king"])


def test_only_who_answers_may_decide_and_nobody_decides_without_reading():
    for role in Role:
        mine = rights_of([role])
        assert Right.DECIDE not in mine or {Right.ANSWER, Right.READ_SERVICE} <= mine
        assert Right.ANSWER not in mine or Right.READ_TEAM in mine
