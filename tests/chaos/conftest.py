"""Cara and her supervisor in a database of their own, with passphrases, and a site on it that can be broken."""

from types import SimpleNamespace

import pytest

from accounts.models import Organisation, Team, User
from accounts.roles import Role
from tests.cast import make_person
from tests.chaos.house import PASSPHRASE, Question, Visitor


def people_of_the_house():
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=organisation, name="North")
    cara = make_person(organisation, team, "Cara Halász", Role.CAREGIVER, language="hu")
    team.supervisor = make_person(organisation, team, "Sam Fekete", Role.SUPERVISOR)
    team.save()
    cara = User.objects.get(pk=cara.pk)
    cara.set_password(PASSPHRASE)
    cara.save()
    return SimpleNamespace(cara=cara)


@pytest.fixture
def visit():
    """A function: somebody signed in on that house, with a question ready to be sent."""

    def enter(house, person):
        visitor = Visitor(house.address)
        assert visitor.sign_in(person).status == 302
        assert visitor.get("/questions/new/").status == 200
        return visitor, Question()

    return enter
