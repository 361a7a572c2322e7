"""Whose work it is: the first eligible person in the order that the route gives, and one at a time."""

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from audit.door import perform
from boundaries.models import Incident
from supervision import assignment
from tests import stories
from tests.cast import make_person


@pytest.fixture
def house(cast, organisation):
    """The cast with a plain lead and a plain safeguarding lead, so that every place has a person of its own."""
    lex = make_person(organisation, None, "Lex Lead", Role.LEAD)
    sage = make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    return cast | {"lex": lex, "sage": sage}


# what is reported -> who is asked, in order
ORDER = {
    "phone_number": "sam lena lex sage",
    "rough_treatment": "lena sage lex",
    "no_action_or_retaliation": "sage lena",
}


@pytest.mark.parametrize("event", ORDER)
def test_the_order_of_turn_follows_the_route(house, event):
    incident = stories.submitted(house["cara"], event=event)
    asked = list(dict.fromkeys(person.given_name.lower() for person, _basis in assignment.candidates(incident)))
    assert asked == ORDER[event].split()
    assert incident.assignee == house[asked[0]]


@pytest.mark.parametrize("event", ORDER)
@pytest.mark.parametrize("gone", ["inactive", "without the right", "named", "reporter"])
def test_whoever_cannot_take_it_is_passed_over(house, organisation, event, gone):
    first, second = ORDER[event].split()[:2]
    person, reporter, fields = house[first], house["cara"], {}
    if gone == "inactive":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    elif gone == "without the right":
        type(person).objects.filter(pk=person.pk).update(roles=[])
    elif gone == "named":
        fields = {"named": [person]}
    else:
        reporter = person
        reporter.profile.team = house["cara"].team
        reporter.profile.save()
    incident = stories.submitted(reporter, event=event, **fields)
    assert incident.assignee == house[second]


def test_whoever_answers_first_takes_it_on_and_what_is_owed_with_it(house):
    incident = stories.submitted(house["cara"])
    holding = stories.message(kind="holding", promised_at=incident.due_at)
    incident = perform(incident, "acknowledge", by=house["lena"], message=holding)
    assert incident.assignee == house["lena"]
    assert [row.owner for row in incident.deadlines.open()] == [house["lena"]]
    history = [(row.user, row.basis, row.until is None) for row in incident.assignments.order_by("since", "id")]
    assert history == [(house["sam"], "team_supervisor", False), (house["lena"], "answered", True)]


def test_an_escalation_opens_a_door_and_leaves_the_work_where_it_is(house):
    incident = stories.escalated(house["cara"], by=house["sam"], to=house["lex"])
    assert incident.assignee == house["sam"]
    assert incident.doors.get().user == house["lex"]
    owners = {row.kind: row.owner for row in incident.deadlines.open()}
    assert owners == {"decision": house["lex"]}


def test_after_a_decision_it_is_the_next_persons(house):
    incident = stories.escalated(house["cara"], by=house["sam"], to=house["lex"])
    message = stories.message("We decided")
    incident = perform(incident, "decide", by=house["lex"], reason="So", message=message, next_person=house["sage"])
    assert incident.assignee == house["sage"]
    assert incident.assignments.filter(until=None).get().basis == "decision"
    assert not incident.deadlines.open().exists()


@pytest.mark.parametrize("name", ["cara", "petra", "rita", "ada", "olly", "tom"])
def test_who_may_not_decide_is_not_accepted_as_addressee(house, name):
    incident = stories.answered(house["cara"], by=house["sam"])
    with pytest.raises(ValidationError):
        perform(incident, "escalate", by=house["sam"], to=house[name], reason="?")
    incident.refresh_from_db()
    assert (incident.status, incident.doors.count()) == ("acknowledged", 0)


def test_only_people_who_may_answer_are_offered(house):
    incident = stories.escalated(house["cara"], by=house["sam"], to=house["lena"])
    offered = {person.given_name for person in assignment.next_people(incident)}
    assert offered == {"Sam", "Lena", "Lex", "Sage"}
    assert {person.given_name for person in assignment.deciders(incident)} == {"Lena", "Lex", "Sage"}


def test_there_is_one_current_row_for_every_record_in_hand(house):
    for way in (stories.submitted, stories.withdrawn):
        way(house["cara"])
    stories.decided(house["cara"], by=house["sam"], to=house["lena"])
    for incident in Incident.objects.sent():
        assert incident.assignments.filter(until=None).get().user == incident.assignee
