"""Two reports that find no policy at the same moment open one gap."""

import threading

from django.db import connections

from accounts.models import Organisation, Team
from accounts.roles import Role
from audit.door import perform
from boundaries import answers
from boundaries.models import GapIncident
from policies.models import PolicyFeedback
from tests import stories
from tests.cast import make_person

TOGETHER = 4


def test_two_at_once_open_one_gap(own_database):
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=organisation, name="North")
    people = [make_person(organisation, team, f"Cara{n} Halász", Role.CAREGIVER) for n in range(TOGETHER)]
    drafts = [_without_policy(person) for person in people]
    start, failed = threading.Barrier(TOGETHER), []

    def send(draft):
        try:
            start.wait()
            perform(draft, "submit", by=draft.reporter)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert PolicyFeedback.objects.filter(kind="gap").count() == 1
    assert GapIncident.objects.count() == TOGETHER


def _without_policy(person):
    draft = stories.draft(person)
    step = draft.protocol_version.clauses.get(answer_kind="clauses")
    answers.save_answer(draft, step, outcome="not_applicable", data={"no_policy": True})
    return draft
