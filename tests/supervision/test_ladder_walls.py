"""Walls on the ladder: nobody named, no reporter, nobody who has left or is away is told, whatever her roles are."""

import datetime
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from audit.models import OutboxItem
from boundaries.models import Incident
from supervision.delivery import deliver_due
from supervision.models import Absence, Alarm, Notice, OnCallShift
from tests import stories
from tests.cast import make_person
from tests.supervision.nights import NIGHT, on_call, passes, told

URGENT = {"safety_concern": "yes"}
TO_THE_END = (20, 40, 60, 80, 100, 120, 140)


def away(person, *, cover=None, hours=(-10, 40)):
    starts, ends = (NIGHT + datetime.timedelta(hours=hour) for hour in hours)
    return Absence.objects.create(
        organisation=person.organisation, staff=person, starts_at=starts, ends_at=ends, cover=cover, entered_by=person
    )


def test_an_owner_who_is_away_is_passed_over_for_her_cover(cara, sam, tom, lena, night):
    incident = stories.answered(cara, by=sam)
    away(sam, cover=tom, hours=(1, 40))
    stories.record(incident, "write", by=cara, body="And now?", language="en")
    passes(night, 61, 25 * 60)
    assert told(incident)[0][0] == "Tom"
    assert ("Sam", "owner") not in told(incident)


def test_a_named_lead_is_passed_over(cara, sam, lena, organisation, night):
    lex = make_person(organisation, None, "Lex Lead", Role.LEAD)
    incident = stories.submitted(cara, named=[lena], **URGENT)
    passes(night, *TO_THE_END)
    assert told(incident) == [("Sam", "owner"), ("Lex", "lead")]
    assert lex.pk in {notice.user_id for notice in Notice.objects.filter(incident=incident)}


def test_what_goes_straight_to_safeguarding_starts_at_the_top(cara, sam, tom, lena, organisation, team, night):
    sage = make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    type(lena).objects.filter(pk=lena.pk).update(roles=["lead"])
    on_call(tom, lena)
    incident = stories.submitted(cara, event="rough_treatment", **URGENT)
    assert incident.route == "safeguarding"
    assert told(incident) == [("Sage", "safeguarding")]
    passes(night, *TO_THE_END)
    assert told(incident)[1:] == [("Tom", "on_call"), ("Lena", "lead")]
    assert sage.pk == Alarm.objects.get(rung="safeguarding").user_id


def test_past_the_line_nobody_of_it_is_woken(cara, sam, tom, lena, organisation, team, night):
    make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    type(lena).objects.filter(pk=lena.pk).update(roles=["lead"])
    on_call(tom, lena)
    incident = stories.submitted(cara, event="no_action_or_retaliation", **URGENT)
    passes(night, *TO_THE_END)
    assert told(incident) == [("Sage", "safeguarding")]
    assert not incident.doors.filter(user=tom).exists()


def test_whoever_is_named_after_she_was_told_hears_no_more(cara, sam, tom, lena, night, mailbox):
    on_call(tom, lena)
    incident = stories.submitted(cara, **URGENT)
    incident.named.create(user=tom)
    passes(night, 5, 10)
    assert OutboxItem.objects.filter(recipient_id=tom.pk).count() == 1
    deliver_due()
    assert "tom@north.example" not in [to for message in mailbox.messages for to in message.recipients]


NAMES = ("Ann", "Ben", "Cleo", "Dan", "Eve")
PARTS = st.fixed_dictionaries(
    {
        "roles": st.sets(
            st.sampled_from([Role.SUPERVISOR, Role.LEAD, Role.SAFEGUARDING_LEAD, Role.CAREGIVER, Role.AUDITOR]), min_size=1
        ),
        "named": st.booleans(),
        "away": st.booleans(),
        "left": st.booleans(),
        "on_call": st.booleans(),
    }
)


@pytest.fixture
def town(organisation, team, cara):
    """People who take on whatever part an example gives them."""
    return SimpleNamespace(
        people=[make_person(organisation, team, f"{name} Part", Role.SUPERVISOR) for name in NAMES], team=team, cara=cara
    )


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    phases=[Phase.generate],  # a failing example says enough, and a shorter one takes minutes
)
@given(parts=st.lists(PARTS, min_size=5, max_size=5), reporter=st.integers(0, 5), route=st.integers(0, 2))
def test_whatever_somebody_is_a_wall_is_a_wall(town, night, parts, reporter, route):
    night(0)
    people = _cast(town, parts)
    sender = [*people, town.cara][reporter]
    event = ("phone_number", "rough_treatment", "no_action_or_retaliation")[route]
    named = [person for person, part in zip(people, parts, strict=True) if part["named"] and person != sender]
    type(sender).objects.filter(pk=sender.pk).update(is_active=True)
    incident = stories.submitted(type(sender).objects.get(pk=sender.pk), event=event, named=named, **URGENT)
    passes(night, *TO_THE_END)
    rows = Alarm.objects.filter(incident=incident)
    reached = {alarm.user_id for alarm in rows}
    forbidden = {sender.pk} | {person.pk for person in named}
    forbidden |= {p.pk for p, part in zip(people, parts, strict=True) if (part["away"] or part["left"]) and p != sender}
    assert not reached & forbidden
    assert rows.count() == len(reached)
    items = OutboxItem.objects.filter(payload__has_key="alarm", payload__reference=incident.reference)
    assert not items.filter(recipient_id__in=forbidden).exists()
    for person in named:
        assert not Incident.objects.visible_to(person).filter(pk=incident.pk).exists()


def _cast(town, parts):
    """Each with her part; nothing of the example before is left."""
    Absence.objects.update(cancelled_at=NIGHT - datetime.timedelta(days=1))
    OnCallShift.objects.update(cancelled_at=NIGHT)
    for person, part in zip(town.people, parts, strict=True):
        roles = sorted(str(role) for role in part["roles"])
        type(person).objects.filter(pk=person.pk).update(roles=roles, is_active=not part["left"])
        if part["away"]:
            away(person)
        if part["on_call"]:
            OnCallShift.objects.create(
                organisation=person.organisation, user=person, entered_by=person,
                starts_at=NIGHT - datetime.timedelta(hours=2), ends_at=NIGHT + datetime.timedelta(hours=9),
            )  # fmt: skip
    town.team.supervisor, town.team.lead = town.people[0], town.people[1]
    town.team.save()
    return [type(person).objects.select_related("organisation", "profile__team").get(pk=person.pk) for person in town.people]
