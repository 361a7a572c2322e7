"""An incident by API: what each reader is told of it, and that looking is recorded."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import SentRequest
from audit.door import record
from audit.models import AuditEvent
from boundaries.models import Incident
from tests import stories
from tests.supervision.asking import address, get, post
from tests.supervision.pages import browser

pytestmark = pytest.mark.django_db
TOLD = {
    "what_happened": "Halásznak mondta, hogy Szabó néni kérdezte.",
    "feelings": "I felt pressed",
    "reach_safely": "Only by text, after six",
}


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, sam, client=client_k, **TOLD)


def looks(incident):
    return AuditEvent.objects.filter(chain=f"access:{incident.pk}").values_list("act", "actor_id")


def test_somebody_who_answers_reads_all_of_it(incident, sam):
    told = get(sam, address(incident))
    assert (told["reference"], told["status"], told["kind"]) == (incident.reference, "acknowledged", "incident")
    assert (told["reporter"], told["assignee"]) == ("Cara H.", "Sam F.")
    report = told["report"]
    assert (report["client"], report["event_type"], report["responses"]) == (
        "K-031",
        "phone_number",
        ["declined", "redirected"],
    )
    assert report["request_verbatim"] == stories.VERBATIM
    assert (report["what_happened"], report["feelings"]) == (TOLD["what_happened"], TOLD["feelings"])
    assert told["reach_safely"] == TOLD["reach_safely"]
    assert "Szabó" not in json.dumps(report["client"])


def test_all_fifteen_steps_are_there_in_words_and_code(incident, sam):
    steps = get(sam, address(incident))["steps"]
    assert [step["number"] for step in steps] == list(range(1, 16))
    safety = next(step for step in steps if step["number"] == 7)
    assert (safety["answer"], safety["outcome"]) == ("no", "not_applicable")
    assert safety["lines"] == ["Worried about the client’s safety: no"]
    assert steps[0]["note"] == "Note 1"


def test_the_reporter_reads_her_own_and_not_what_is_for_the_line(incident, cara):
    told = get(cara, address(incident))
    assert told["report"]["feelings"] == "I felt pressed"
    assert (told["reach_safely"], told["named"]) == ("", [])
    assert (told["report"]["gravity"], told["result"]["contact_type"]) == ("", "")
    assert [act["name"] for act in told["acts"]] == [
        "write", "add", "entry", "another-person", "how-was-it", "understood", "client-wish",
    ]  # fmt: skip


def test_an_auditor_reads_no_name_and_no_feeling(incident, rita):
    for name in ("", "messages/", "history/", "addenda/"):
        text = json.dumps(get(rita, address(incident, name)), ensure_ascii=False)
        found = [
            word for word in ("Cara", "Halász", "Sam", "Fekete", "Szabó", "pressed", "Only by text") if word in text
        ]
        assert found == [], name
    told = get(rita, address(incident))
    assert told["reporter"].startswith("P-")
    assert [act["name"] for act in told["acts"]] == ["ask-names"]


def test_out_of_reach_is_not_there(incident, olly, tom, petra, ada):
    for person in (olly, tom, petra, ada):
        for name in ("", "messages/", "history/", "addenda/"):
            assert get(person, address(incident, name), expect=404)["code"] == "not_found"


def test_whoever_is_part_of_it_finds_nothing_however_high(cara, sam, lena):
    incident = stories.submitted(cara, named=[lena])
    get(lena, address(incident), expect=404)
    assert get(sam, address(incident))["named"] == ["Lena Lund"]


@pytest.mark.parametrize("name", ["", "messages/", "history/", "addenda/"])
def test_opening_is_recorded_once_for_one_look(incident, cara, sam, name):
    get(cara, address(incident, name))
    assert list(looks(incident)) == []
    for _ in range(2):
        get(sam, address(incident, name))
    assert list(looks(incident)) == [("record_opened", sam.pk)]


def test_the_history_says_what_who_and_when(incident, sam, rita):
    told = get(sam, address(incident, "history/"))
    acts = [(event["act"], event["who"], event["to_status"]) for event in told["events"] if not event["is_look"]]
    assert ("incident_acknowledged", "Sam F.", "acknowledged") in acts
    assert told["story"][0]["what"] == "Cara H. reported"
    assert all(entry["at"] for entry in told["story"])
    assert "Sam F." not in json.dumps(get(rita, address(incident, "history/")))


def test_the_reason_of_a_decision_is_not_told_to_the_reporter(cara, sam, lena):
    incident = stories.decided(cara, sam, lena)
    assert "Number stays private" in json.dumps(get(sam, address(incident, "history/")))
    assert "Number stays private" not in json.dumps(get(cara, address(incident, "history/")))


def test_the_clients_name_is_told_once_and_the_look_recorded(incident, sam, cara):
    told = post(sam, address(incident, "client-name/"), key="look-1")
    assert (told["client"], told["client_name"]) == ("K-031", "Ilona Szabó")
    assert list(looks(incident)) == [("client_name_seen", sam.pk)]
    post(cara, address(incident, "client-name/"))
    assert looks(incident).count() == 2


def test_a_name_that_was_told_is_kept_nowhere_and_asking_again_is_a_look_again(incident, sam, lena):
    told = post(sam, address(incident, "client-name/"), key="look-1")
    assert post(sam, address(incident, "client-name/"), key="look-1") == told
    assert list(looks(incident)) == [("client_name_seen", sam.pk)] * 2
    assert not any("client-name" in sent.route for sent in SentRequest.objects.all())
    Incident.objects.filter(pk=incident.pk).update(team=None, assignee=lena)
    post(sam, address(incident, "client-name/"), key="look-1", expect=404)


def test_the_clients_name_is_for_those_who_may_see_it(incident, rita, olly, petra, cara, sam):
    assert post(rita, address(incident, "client-name/"), expect=403)["code"] == "permission_denied"
    post(petra, address(incident, "client-name/"), expect=403)
    post(olly, address(incident, "client-name/"), expect=404)
    nameless = stories.submitted(cara)
    post(sam, address(nameless, "client-name/"), expect=403)


def test_nothing_is_posted_without_a_key(incident, sam):
    answer = browser(sam).post(address(incident, "client-name/"), "{}", content_type="application/json")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["Idempotency-Key"])


def test_an_opened_record_is_no_news_any_more(incident, cara):
    assert any(notice["is_new"] for notice in get(cara, "/api/v1/notices/")["results"])
    get(cara, address(incident))
    assert not any(notice["is_new"] for notice in get(cara, "/api/v1/notices/")["results"])


def test_it_costs_the_same_queries_however_long_its_story(cara, sam, rita):
    incident = stories.answered(cara, sam)
    record(incident, "add_information", by=cara, text="Later", language="en")
    record(incident, "write", by=cara, body="Still there?", language="en")
    counted(incident, sam, rita)  # the first look writes its event
    before = counted(incident, sam, rita)
    for number in range(6):
        record(incident, "add_information", by=cara, text=f"Later {number}", language="en")
        record(incident, "write", by=cara, body=f"Message {number}", language="en")
    assert counted(incident, sam, rita) == before


def counted(incident, *people):
    counts = []
    for name in ("", "messages/", "history/", "addenda/"):
        for person in people:
            client = browser(person)
            with CaptureQueriesContext(connection) as queries:
                client.get(address(incident, name))
            counts.append((name, person.given_name, len(queries)))
    return counts
