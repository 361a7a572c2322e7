"""People in a database of their own that eight threads share, and a way to let them go at the same moment."""

from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from django.db import connection

from accounts.models import Organisation, Team, User
from accounts.roles import Role
from tests.cast import make_person

THREADS = 8


@pytest.fixture
def people(own_database):
    return people_who_answer()


def people_who_answer():
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=organisation, name="North")
    cara = make_person(organisation, team, "Cara Halász", Role.CAREGIVER, language="hu")
    team.supervisor = sam = make_person(organisation, team, "Sam Fekete", Role.SUPERVISOR)
    team.lead = lena = make_person(organisation, None, "Lena Lund", Role.LEAD, Role.SAFEGUARDING_LEAD)
    team.save()
    load = User.objects.select_related("organisation", "profile__team").get
    return SimpleNamespace(**{name: load(pk=p.pk) for name, p in {"cara": cara, "sam": sam, "lena": lena}.items()})


@pytest.fixture
def all_at_once():
    """A function that runs functions in a thread each, starting together; what each returned or raised, in order."""

    def run(functions):
        barrier, results = Barrier(len(functions)), [None] * len(functions)

        def one(number, function):
            try:
                connection.ensure_connection()
                barrier.wait()
                results[number] = function()
            except Exception as error:
                results[number] = error
            finally:
                connection.close()

        threads = [Thread(target=one, args=pair) for pair in enumerate(functions)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return run
