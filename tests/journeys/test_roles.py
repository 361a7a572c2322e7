"""One story per role, by HTTP alone: what each person does on an ordinary day, page by page."""

import pytest

from audit.ids import uuid7
from boundaries.models import Incident
from policies.models import EventType
from tests import stories
from tests.boundaries import filling


@pytest.fixture
def enter(client, cast):
    """A function: this person is signed in; pages are fetched as text, forms are sent and their page followed."""

    def as_person(name):
        client.force_login(cast[name])
        return Person(client)

    return as_person


class Person:
    def __init__(self, client):
        self.client = client

    def sees(self, address, *texts):
        page = self.client.get(address)
        assert page.status_code == 200, address
        words = page.content.decode()
        assert [text for text in texts if text not in words] == []
        return words

    def sends(self, address, **values):
        answer = self.client.post(address, values, follow=True)
        assert answer.status_code == 200, answer.content.decode()[:2000]
        return answer

    def is_refused(self, address, status):
        assert self.client.get(address).status_code == status, address


def address(incident, name=""):
    return f"/incidents/{incident.reference}/" + (f"{name}/" if name else "")


def test_the_caregiver_reports_reads_the_answer_agrees_and_asks(enter, cast, client_k):
    cara = enter("cara")
    cara.sees("/", 'href="/incidents/new/"', 'href="/questions/new/"', 'href="/danger/"')
    draft = filling.begun(cara.client)
    cara.sends(draft, **filling.whole(client_k), go="check")
    cara.sends(f"{draft}check/")
    incident = Incident.objects.get()
    cara.sees(address(incident, "receipt"), incident.reference, cast["sam"].short_name)
    sam = enter("sam")
    sam.sends(address(incident, "compose"), **stories.typed(greeting="Well done, Cara."))
    sam.sends(address(incident, "propose"), kind="goal", text="Calls go to the office.", language="en")
    sam.sends(address(incident, "resolve"), **stories.RESULT, body="It is settled.", language="en")
    cara = enter("cara")
    cara.sees("/notices/", incident.reference)
    cara.sees(address(incident), "Well done, Cara.", "It is settled.")
    cara.sends(address(incident, "agree"))
    cara.sends("/questions/new/", question="May I accept cake?", draft=str(uuid7()), go="send")
    incident.refresh_from_db()
    assert incident.agreed_at
    assert Incident.objects.filter(kind="question", status="submitted").count() == 1


def test_the_supervisor_works_through_the_queue(enter, cast, client_k):
    incident = stories.submitted(cast["cara"], client=client_k)
    sam = enter("sam")
    sam.sees("/", incident.reference)
    words = sam.sees("/queue/", incident.reference, "K-031", cast["cara"].short_name)
    assert "Mondja" not in words
    sam.sees(address(incident), "Mondja")
    sam.sends(address(incident, "acknowledge"), kind="question", body="How did it end?", language="en")
    assert incident.reference not in sam.sees("/queue/")
    sam.sees("/queue/?view=waiting", incident.reference)
    sam.sends(address(incident, "escalate"), to=str(cast["lena"].pk), reason="She is alone at night.")
    sam.sees("/queue/?view=escalated", incident.reference)
    sam.is_refused(address(incident, "decide"), 403)
    sam.is_refused("/register/", 403)


def test_the_lead_decides_and_hands_back(enter, cast, client_k):
    incident = stories.escalated(cast["cara"], cast["sam"], cast["lena"], client=client_k)
    lena = enter("lena")
    lena.sees("/queue/?view=asked", incident.reference)
    decision = {"reason": "The night line is enough.", "body": "We decided.", "language": "en"}
    lena.sends(address(incident, "decide"), **decision, next_person=str(cast["sam"].pk))
    incident.refresh_from_db()
    assert (incident.status, incident.assignee) == ("acknowledged", cast["sam"])
    lena.sees("/register/", incident.reference)


def test_the_policy_owner_reads_what_holds_and_no_report(enter, cast, client_k):
    incident = stories.submitted(cast["cara"], client=client_k)
    petra = enter("petra")
    petra.sees("/")
    petra.sees("/policies/", "/policies/phone-number/")
    protocol = EventType.objects.get(key="phone_number").protocol.versions.in_force().get()
    petra.sees("/policies/phone-number/", *(c.text("bg")["title"] for c in protocol.clauses.all()))
    petra.is_refused(address(incident), 404)
    petra.is_refused("/queue/", 403)


def test_the_auditor_finds_exports_and_proves_without_a_name(enter, cast, client_k):
    incident = stories.closed(cast["cara"], cast["sam"], client=client_k)
    rita = enter("rita")
    register = rita.sees("/register/", incident.reference, "K-031", cast["cara"].profile.pseudonym)
    page = rita.sees(address(incident))
    assert [name for name in ("Cara", "Halász", "Szabó") if name in register + page] == []
    document = rita.client.get(address(incident) + "record.pdf?language=cs")
    assert document["Content-Type"] == "application/pdf"
    assert document.content.startswith(b"%PDF")
    assert cast["rita"].pk in incident.exports.values_list("requested_by", flat=True)
    rita.sends("/verify/", verify="all")
    rita.is_refused(address(incident, "answer"), 403)


def test_the_administrator_sees_people_and_no_report(enter, cast, client_k):
    incident = stories.submitted(cast["cara"], client=client_k)
    ada = enter("ada")
    assert incident.reference not in ada.sees("/")
    ada.is_refused(address(incident), 404)
    ada.is_refused("/queue/", 403)
    ada.is_refused("/register/", 403)


def test_the_outsider_sees_nothing_anywhere(enter, cast, client_k):
    incident = stories.closed(cast["cara"], cast["sam"], client=client_k)
    olly = enter("olly")
    for page in ("/", "/queue/", "/register/", "/notices/", "/incidents/"):
        assert incident.reference not in olly.sees(page)
    for name in ("", "acknowledge", "receipt", "export", "care-record"):
        olly.is_refused(address(incident, name), 405 if name == "care-record" else 404)
    olly.is_refused(address(incident) + "record.pdf", 404)
