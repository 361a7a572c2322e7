"""Why a report is as grave and urgent as it is: told to those who answer, to the reporter without gravity, by page and API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boundaries.grounds import reasons
from boundaries.models import Incident
from policies.raising import KEYS
from supervision.exports.handling import assessment
from supervision.exports.teller import Teller
from tests import stories
from tests.policies.kinds import changed, in_six

pytestmark = pytest.mark.django_db
LISTS = {"cara": ("/incidents/", "/"), "sam": ("/queue/", "/"), "lena": ("/register/", "/register.csv", "/api/v1/incidents/")}


@pytest.fixture
def raised(cara, sam, organisation, petra):
    changed(organisation, petra, gravity="S1", raising=[{"when": "under_pressure", "to": "S3"}])
    return stories.submitted(cara, responses=["accepted_under_pressure"])


def shown(client, person, incident):
    type(person).objects.filter(pk=person.pk).update(language="en")
    client.force_login(type(person).objects.get(pk=person.pk))
    return " ".join(client.get(f"/incidents/{incident.reference}/").content.decode().split())


def test_who_answers_reads_the_rule_its_version_and_what_raised_it(client, sam, raised):
    page = shown(client, sam, raised)
    assert "Why is it graded so?" in page
    assert 'It was accepted under pressure. <span class="soft">→ Needs a management decision' in page
    assert "By your organisation’s rule for this kind, version 1, since" in page


def test_the_reporter_reads_why_and_no_judgement(client, cara, raised):
    page = shown(client, cara, raised)
    assert "It was accepted under pressure." in page
    assert "It is no judgement on you." in page
    assert "Needs a management decision" not in page


def test_what_is_urgent_says_why(client, cara, lena):
    incident = stories.submitted(cara, event="theft_or_exploitation", safety_concern="unsure")
    page = shown(client, lena, incident)
    assert "Why is this urgent?" in page
    assert "This kind of event goes to the safeguarding lead at once, always." in page
    assert "It was not certain whether everybody is safe." in page


def test_a_record_from_before_says_nothing(client, cara, sam):
    draft = stories.draft(cara)
    type(draft).objects.filter(pk=draft.pk).update(grading=None)
    draft.grading = None
    assert reasons(draft) == []


def test_the_api_tells_codes_and_words_and_the_reporter_no_gravity(client, cara, sam, raised):
    told = {}
    for person in (sam, cara):
        client.force_login(person)
        told[person] = client.get(f"/api/v1/incidents/{raised.reference}/").json()["report"]["grading"]
    assert [(row["why"], row["to"], row["rule"]) for row in told[sam]] == [("kind", "S1", 1), ("under_pressure", "S3", 1)]
    assert [(row["why"], row["to"]) for row in told[cara]] == [("kind", ""), ("under_pressure", "")]


@pytest.mark.parametrize("language", ["en", "hu", "cs", "sv", "bg", "uk"])
def test_every_ground_has_its_words_in_every_language(cara, language):
    incident = stories.submitted(cara, event="larger_gift_or_cash", condition_answer="yes", safety_concern="yes")
    numbers = {"rule": None, "answer": "yes", "count": 3, "days": 90}
    known = (*KEYS, "kind", "always", "condition", "gravest", "safety", "about_the_line", "cannot_say", "follows")
    incident.grading = [{"why": why, "to": "S4"} | numbers for why in known]
    for for_reporter in (False, True):
        rows = reasons(incident, language, for_reporter=for_reporter)
        assert len(rows) == len(known) - 1
        assert all(row["text"].strip() and "%(" not in row["text"] for row in rows)


def test_the_document_says_why(cara, sam, raised):
    raised.history = []
    words = str(assessment(Teller(Incident.objects.get(pk=raised.pk), "en", "identified")))
    assert "It was accepted under pressure." in words


@pytest.mark.parametrize(("who", "address"), [(who, address) for who, rows in LISTS.items() for address in rows])
def test_lists_ask_as_little_under_rules_as_without(client, cast, client_k, organisation, who, address):
    for gravity in ("S1", "S2"):
        for key in ("phone_number", "small_gift", "other"):
            changed(organisation, cast["petra"], key, gravity=gravity, label=in_six(f"{key} {gravity}"), raising=[])
            stories.submitted(cast["cara"], event=key, client=client_k)
            stories.draft(cast["cara"], event=key)
        client.force_login(cast[who])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        told = b"".join(page.streaming_content) if page.streaming else page.content
        assert address == "/" or f"phone_number {gravity}" in told.decode()
    one_by_one = 'FROM "policies_eventrule" WHERE "policies_eventrule"."id"'
    assert [row["sql"] for row in asked.captured_queries if one_by_one in row["sql"]] == []
