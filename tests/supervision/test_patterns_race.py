"""Reports that are sent at the same moment open one task for each rule, whoever comes first."""



from accounts.models import Organisation, Team
from accounts.roles import Role
from supervision.models import PatternTask
from tests import at_once, stories
from tests.cast import make_client, make_person

TOGETHER = 4


def test_several_at_once_open_one_task(own_database):
    organisation = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=organisation, name="North")
    people = [make_person(organisation, team, f"Cara{n} Halász", Role.CAREGIVER) for n in range(TOGETHER)]
    client = make_client(team, "K-031", "hu", *people)
    drafts = [stories.draft(person, client=client) for person in people]
    assert at_once.submit(drafts) == []
    assert PatternTask.objects.filter(rule="client_kind").count() == 1
    assert PatternTask.objects.get(rule="client_kind").reports.count() == TOGETHER
    assert PatternTask.objects.filter(rule="team_kind").count() <= 1
