"""Who sees what: one table of records and the people who see them, and that nobody else does anywhere."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.roles import Role
from boundaries.models import Access, Incident, NamedPerson
from tests import stories
from tests.cast import make_client, make_person

SEEN = {
    "a draft": "cara",
    "a report": "cara sam lena lex rita",
    "a withdrawn one": "cara sam lena lex rita",
    "a closed one": "cara sam lena lex rita",
    "one straight to safeguarding": "cara sam lena lex rita",
    "one past the whole line": "cara lena rita",
    "one about somebody who cannot be named": "cara lena rita",
    "one that names Sam": "cara lena lex rita",
    "one that names Lena": "cara sam lex rita",
    "one that names Rita": "cara sam lena lex",
    "one that names herself": "cara sam lena lex rita",
    "one with a door for Tom": "cara sam tom lena lex rita",
    "one with a door for Tom until tomorrow": "cara sam tom lena lex rita",
    "one with a door for Tom until yesterday": "cara sam lena lex rita",
    "one with a door for Tom, who is named": "cara sam lena lex rita",
    "one past the line with a door for Petra": "cara petra lena rita",
    "one of another team's client": "cara tom lena lex rita",
    "Sam's own": "sam lena lex rita",
    "Lena's own past the line": "lena lex rita",
}  # fmt: skip


@pytest.fixture
def people(cast, organisation):
    """The cast, and Lex, who is a lead and not for safeguarding."""
    return cast | {"lex": make_person(organisation, None, "Lex Lead", Role.LEAD)}


@pytest.fixture
def records(people, client_k, tom):
    cara, sam, lena, rita = (people[name] for name in ("cara", "sam", "lena", "rita"))
    independent = {"event": "no_action_or_retaliation"}
    day = datetime.timedelta(days=1)

    def with_door(person, until=None, **fields):
        incident = stories.submitted(cara, **fields)
        Access.objects.create(incident=incident, user=person, basis="cover", until=until)
        return incident

    return {
        "a draft": stories.draft(cara),
        "a report": stories.submitted(cara, client=client_k),
        "a withdrawn one": stories.withdrawn(cara),
        "a closed one": stories.closed(cara, by=sam),
        "one straight to safeguarding": stories.submitted(cara, event="rough_treatment"),
        "one past the whole line": stories.submitted(cara, **independent),
        "one about somebody who cannot be named": stories.submitted(cara, staff_part="cannot_say"),
        "one that names Sam": stories.submitted(cara, named=[sam]),
        "one that names Lena": stories.submitted(cara, named=[lena]),
        "one that names Rita": stories.submitted(cara, named=[rita]),
        "one that names herself": stories.submitted(cara, named=[cara]),
        "one with a door for Tom": with_door(tom),
        "one with a door for Tom until tomorrow": with_door(tom, timezone.now() + day),
        "one with a door for Tom until yesterday": with_door(tom, timezone.now() - day),
        "one with a door for Tom, who is named": with_door(tom, named=[tom]),
        "one past the line with a door for Petra": with_door(people["petra"], **independent),
        "one of another team's client": stories.submitted(cara, client=make_client(tom.team, "K-099", "cs", cara)),
        "Sam's own": stories.submitted(sam),
        "Lena's own past the line": stories.submitted(lena, **independent),
    }


def test_everybody_sees_exactly_what_the_table_says(people, records):
    assert records.keys() == SEEN.keys()
    names = {record.pk: name for name, record in records.items()}
    for person in people:
        seen = {names[record.pk] for record in Incident.objects.visible_to(people[person])}
        assert seen == {name for name, who in SEEN.items() if person in who.split()}, person
    assert len(people) * len(records) == 9 * 19


def test_counts_are_of_what_is_seen(people, records):
    for person, user in people.items():
        seen = sum(person in who.split() for who in SEEN.values())
        assert Incident.objects.visible_to(user).count() == seen
        assert len(Incident.objects.visible_to(user)) == seen  # no row twice


def test_the_two_halves_of_the_queue_are_the_whole_without_ones_own(people, records):
    for user in people.values():
        by_role = set(Incident.objects.seen_by_role(user))
        in_person = set(Incident.objects.seen_in_person(user))
        assert not by_role & in_person
        assert by_role | in_person == set(Incident.objects.visible_to(user).exclude(reporter=user))


def test_olly_sees_none_of_it_even_named_assigned_and_let_in(olly, cara):
    incident = stories.submitted(cara)
    Access.objects.create(incident=incident, user=olly, basis="cover")
    Incident.objects.filter(pk=incident.pk).update(assignee=olly)
    assert not Incident.objects.visible_to(olly).exists()
    assert not Incident.objects.own(olly).exists()


def test_whoever_left_or_never_signed_in_sees_nothing(people, records):
    for user in people.values():
        user.is_active = False
        assert not Incident.objects.visible_to(user).exists()
    assert not Incident.objects.visible_to(AnonymousUser()).exists()


def test_a_wall_put_up_later_closes_at_once(sam, cara):
    incident = stories.submitted(cara)
    assert sam.pk == incident.assignee_id
    NamedPerson.objects.create(incident=incident, user=sam)
    assert not Incident.objects.visible_to(sam).exists()


@pytest.mark.parametrize(
    "roles", [[Role.SUPERVISOR], [Role.LEAD], [Role.SAFEGUARDING_LEAD], [Role.AUDITOR], list(Role)]
)
def test_no_role_looks_over_a_wall_or_into_a_draft(organisation, team, cara, roles):
    person = make_person(organisation, team, "Max Power", *roles)
    stories.submitted(cara, named=[person])
    stories.draft(cara)
    assert not Incident.objects.visible_to(person).exists()
