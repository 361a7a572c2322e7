"""An agency of twelve, by HTTP alone: one manager in four roles, ten caregivers, one colleague who covers for her."""

import datetime
import html

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation, Team
from accounts.roles import Role
from boundaries.models import Incident
from policies.models import ServiceStandard
from supervision.models import Absence
from tests import stories
from tests.boundaries import filling
from tests.cast import make_client, make_person

DAY = datetime.timedelta(days=1)


class Agency:
    """Its people, each with a browser of her own, and one client."""

    def __init__(self):
        self.organisation = Organisation.objects.create(name="Twelve at Home", code="twelve", country="HU")
        ServiceStandard.objects.create(organisation=self.organisation)
        self.team = team = Team.objects.create(organisation=self.organisation, name="All of us")
        roles = (Role.SUPERVISOR, Role.LEAD, Role.POLICY_OWNER, Role.ADMINISTRATOR)
        self.people = {"mara": make_person(self.organisation, team, "Mara Manager", *roles)}
        self.people["tess"] = make_person(self.organisation, team, "Tess Cover", Role.SUPERVISOR)
        for number in range(10):
            self.people[f"cleo{number}"] = make_person(self.organisation, team, f"Cleo{number} Care", Role.CAREGIVER)
        team.supervisor = team.lead = self.people["mara"]
        team.save()
        self.client = make_client(team, "T-001", "en", *self.people.values())
        self.browsers = {}

    def browser(self, name):
        if name not in self.browsers:
            self.browsers[name] = Client()
            self.browsers[name].force_login(self.people[name])
        return self.browsers[name]

    def sees(self, name, address, *texts):
        answer = self.browser(name).get(address)
        assert answer.status_code == 200, (name, address, answer.status_code)
        words = html.unescape(answer.content.decode())
        assert [text for text in texts if text not in words] == []
        return words

    def sends(self, name, address, expect=200, **values):
        answer = self.browser(name).post(address, values, follow=True)
        assert answer.status_code == expect, (name, address, answer.content.decode()[:2000])
        return html.unescape(answer.content.decode())

    def is_refused(self, name, address, status):
        assert self.browser(name).get(address).status_code == status, (name, address)

    def reports(self, name, **more) -> Incident:
        """As it is filled in on the form; the newest report is hers."""
        draft = filling.begun(self.browser(name))
        self.sends(name, draft, **filling.whole(self.client, **more), go="check")
        self.sends(name, f"{draft}check/")
        return Incident.objects.sent().latest("submitted_at")


@pytest.fixture
def agency(content):
    return Agency()


def at(incident, name=""):
    return f"/incidents/{incident.reference}/" + (f"{name}/" if name else "")


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def test_a_report_is_the_managers_and_she_sees_it_through_to_its_end(agency):
    incident = agency.reports("cleo0")
    agency.sees("mara", "/", incident.reference)
    agency.sees("mara", "/queue/", incident.reference)
    agency.sees("mara", at(incident), "Why this person?", "Supervises the team")
    agency.sees("mara", at(incident, "acknowledge"), "Hello Cleo0")
    agency.sends("mara", at(incident, "compose"), **stories.typed(greeting="Well done, Cleo."))
    agency.sees("cleo0", at(incident), "Well done, Cleo.", "Mara M.")
    result = {"outcome": "boundary_kept_declined", "reason": "It held.", "contact_type": "counselling"}
    agency.sends("mara", at(incident, "propose"), kind="goal", text="A quiet night", language="en")
    goal = incident.plan.get()
    agency.sends("cleo0", at(incident, "confirm"), item=goal.pk)
    agency.sends("mara", at(incident, "end"), item=goal.pk, result="reached")
    agency.sends("mara", at(incident, "resolve"), need_served="An ear", body="It is settled.", language="en", **result)
    agency.sends("cleo0", at(incident, "agree"))
    agency.sends("cleo0", at(incident, "how-was-it"), skip="1")
    agency.sends("mara", at(incident, "entry"), reference="CR-1")
    agency.sends("mara", at(incident, "close"), reason="Done together")
    assert fresh(incident).status == "closed"


def test_with_four_roles_no_page_is_closed_to_her(agency):
    incident = agency.reports("cleo1")
    pages = ("/", "/queue/", "/notices/", "/policies/", "/register/", "/verify/", "/settings/", "/settings/webhooks/")
    for page in (*pages, "/settings/preferences/", "/settings/answering/", at(incident), at(incident, "assign")):
        agency.sees("mara", page)
    agency.sends("mara", "/verify/", verify="all")


def test_where_nobody_else_may_decide_she_is_asked_by_herself_and_decides(agency):
    incident = agency.reports("cleo2")
    mara = str(agency.people["mara"].pk)
    agency.sees("mara", at(incident, "escalate"), "Mara Manager")
    agency.sends("mara", at(incident, "escalate"), to=mara, reason="I want it written down.")
    decision = {"reason": "So it is.", "body": "We decided.", "language": "en", "next_person": mara}
    agency.sends("mara", at(incident, "decide"), **decision)
    assert fresh(incident).status == "acknowledged"


def test_her_absence_without_a_cover_is_refused_and_with_one_it_works(agency):
    incident = agency.reports("cleo3")
    today = timezone.localdate()
    away = {"starts_on": f"{today:%Y-%m-%d}", "ends_on": f"{today + 3 * DAY:%Y-%m-%d}", "kind": "leave", "save": "1"}
    away |= {"staff": str(agency.people["mara"].pk)}
    agency.sends("mara", "/calendar/absence/", cover="", **away)
    assert not Absence.objects.exists()
    agency.sends("mara", "/calendar/absence/", cover=str(agency.people["tess"].pk), **away)
    assert Absence.objects.get().cover == agency.people["tess"]
    meanwhile = agency.reports("cleo4")
    assert meanwhile.assignee == agency.people["tess"]
    for waiting in (incident, meanwhile):
        agency.sends("tess", at(waiting, "acknowledge"), kind="reply", body="I stand in for Mara.", language="en")
        assert not fresh(waiting).deadlines.open().exists()


def test_her_own_report_is_her_colleagues_and_she_never_judges_it(agency):
    incident = agency.reports("mara")
    assert incident.assignee == agency.people["tess"]
    agency.sees("mara", at(incident))
    for name in ("acknowledge", "answer", "escalate", "decide", "resolve", "close", "assign"):
        agency.is_refused("mara", at(incident, name), 403)
    agency.sends("mara", at(incident, "another-person"), expect=409)  # nobody else is there
    agency.sends("tess", at(incident, "acknowledge"), kind="reply", body="I have read it, Mara.", language="en")
    agency.sees("mara", at(incident), "I have read it, Mara.")
    agency.sees("tess", at(incident))


def test_a_report_that_names_her_goes_past_her(agency):
    mara = agency.people["mara"]
    incident = agency.reports("cleo5", staff_part="named", colleagues=[str(mara.pk)])
    assert incident.named.get().user == mara
    assert incident.assignee == agency.people["tess"]
    agency.is_refused("mara", at(incident), 404)
    assert incident.reference not in agency.sees("mara", "/queue/") + agency.sees("mara", "/register/")


def test_another_person_is_the_one_who_covers_and_after_her_nobody(agency):
    incident = agency.reports("cleo6")
    agency.sends("cleo6", at(incident, "another-person"))
    agency.sees("cleo6", at(incident), "Tess C.")
    assert "nobody else" in agency.sends("cleo6", at(incident, "another-person"), expect=409)
    assert fresh(incident).assignee == agency.people["tess"]


def test_alone_without_a_cover_nothing_breaks_and_her_own_is_not_hers(agency):
    """The colleague has left: one person answers all the others, and nobody inside answers her."""
    type(agency.people["tess"]).objects.filter(pk=agency.people["tess"].pk).update(is_active=False)
    incident = agency.reports("cleo7")
    assert incident.assignee == agency.people["mara"]
    assert "nobody else" in agency.sends("mara", at(incident, "assign"), expect=200)
    own = filling.begun(agency.browser("mara"))
    agency.sends("mara", own, **filling.whole(agency.client), go="check")
    answer = agency.browser("mara").post(f"{own}check/", follow=True)
    assert answer.status_code < 500
    for incident in Incident.objects.filter(reporter=agency.people["mara"]):
        assert incident.assignee != agency.people["mara"]
        assert not incident.deadlines.filter(owner=agency.people["mara"]).exists()
