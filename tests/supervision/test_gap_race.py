"""Two reports that find no policy at the same moment open one gap."""



from accounts.models import Organisation, Team
from accounts.roles import Role
from boundaries import answers
from boundaries.models import GapIncident
from policies.models import PolicyFeedback
from tests import at_once, stories
from tests.cast import make_person

TOGETHER = 4


def test_two_at_once_open_one_gap(own_database):
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=organisation, name="North")
    people = [make_person(organisation, team, f"Cara{n} Halász", Role.CAREGIVER) for n in range(TOGETHER)]
    drafts = [_without_policy(person) for person in people]
    assert at_once.submit(drafts) == []
    assert PolicyFeedback.objects.filter(kind="gap").count() == 1
    assert GapIncident.objects.count() == TOGETHER


def _without_policy(person):
    draft = stories.draft(person)
    step = draft.protocol_version.clauses.get(answer_kind="clauses")
    answers.save_answer(draft, step, outcome="not_applicable", data={"no_policy": True})
    return draft
