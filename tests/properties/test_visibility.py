"""For random casts, doors, walls and routes, visible_to() is what a few plain sentences say."""

import datetime
import random

from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Organisation, Team
from accounts.roles import Role
from audit.ids import new_reference
from boundaries.choices import Route, Status
from boundaries.models import Access, Incident, NamedPerson
from tests.cast import make_person

NAMES = ["Ann Aa", "Ben Bb", "Cleo Cc", "Dan Dd", "Eva Ee", "Fay Ff"]
TEAMS = ["North", "South"]


def sees(person, record, now):
    """In plain words: who sees this record. Nothing of boundaries/visibility.py is used."""
    if not person.is_active or person.organisation_id != record.organisation_id:
        return False
    if record.reporter_id == person.pk:
        return True
    if record.status == "draft" or person.pk in record.walls:
        return False
    if record.assignee_id == person.pk or any(
        who == person.pk and (not end or end > now) for who, end in record.open_to
    ):
        return True
    if {"auditor", "safeguarding_lead"} & set(person.roles):
        return True
    if record.route == "independent":
        return False
    if "lead" in person.roles:
        return True
    team = person.profile.team_id
    return "supervisor" in person.roles and team is not None and record.team_id == team


def make_world(dice):
    now = timezone.now()
    organisations = [Organisation.objects.create(name=code, code=code, country="HU") for code in ("one", "two")]
    teams = [Team.objects.create(organisation=organisations[0], name=name) for name in TEAMS]
    elsewhere = Team.objects.create(organisation=organisations[1], name="North")
    people = []
    for name in NAMES:
        organisation = organisations[dice.random() < 0.15]
        team = dice.choice([*teams, None]) if organisation == organisations[0] else elsewhere
        person = make_person(organisation, team, name, *dice.sample(list(Role), dice.randint(0, 3)))
        person.is_active = dice.random() > 0.1
        person.save()
        people.append(person)
    return people, [make_record(dice, organisations[0], teams, people, now) for _ in range(8)], now


def make_record(dice, organisation, teams, people, now):
    """A row as it may stand, whatever way it came about: also with people of elsewhere let in or assigned."""
    status = dice.choice(Status.values[:6])
    sent = {} if status == Status.DRAFT else {"reference": new_reference(), "submitted_at": now}
    moments = {}
    if status == Status.CLOSED:
        moments = {"closed_at": now, "closed_by": people[0], "closed_reason": "Done"}
    record = Incident.objects.create(
        organisation=organisation,
        status=status,
        reporter=dice.choice(people),
        language="en",
        team=dice.choice([*teams, None]),
        assignee=dice.choice([*people, None, None]),
        route=dice.choice(Route.values),
        **sent,
        **moments,
    )
    record.walls = {person.pk for person in people if dice.random() < 0.2}
    NamedPerson.objects.bulk_create(NamedPerson(incident=record, user_id=pk) for pk in record.walls)
    ends = [None, now + datetime.timedelta(hours=1), now - datetime.timedelta(hours=1)]
    record.open_to = [(person.pk, dice.choice(ends)) for person in people if dice.random() < 0.2]
    Access.objects.bulk_create(
        Access(incident=record, user_id=pk, basis="cover", until=end) for pk, end in record.open_to
    )
    return record


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_visible_to_equals_the_plain_sentences(db, seed):
    with transaction.atomic():
        people, records, now = make_world(random.Random(seed))
        for person in people:
            said = {record.pk for record in records if sees(person, record, now)}
            rows = Incident.objects.visible_to(person)
            assert {record.pk for record in rows} == said
            assert rows.count() == len(said)
            halves = [Incident.objects.seen_by_role(person), Incident.objects.seen_in_person(person)]
            others = {record.pk for record in records if record.pk in said and record.reporter_id != person.pk}
            if person.is_active:
                assert sorted(record.pk for half in halves for record in half) == sorted(others)
        transaction.set_rollback(True)
