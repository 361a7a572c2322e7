"""The register: who may, what it leaves out, filters in the address, paging, a constant cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import places
from supervision import register
from tests import stories
from tests.supervision.pages import browser, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def rita_in_english(rita):
    rita.language = "en"
    rita.save()
    return rita


@pytest.mark.parametrize(
    ("name", "status"),
    [("rita", 200), ("lena", 200), ("olly", 200), ("cara", 403), ("sam", 403), ("petra", 403), ("ada", 403)],
)
def test_the_register_is_for_auditors_and_leads(cast, name, status):
    page(cast[name], "/register/", status=status)


def test_it_holds_every_sent_record_without_names_and_words(cara, sam, rita, client_k):
    incidents = [stories.closed(cara, sam, client=client_k), stories.withdrawn(cara), stories.submitted(cara)]
    draft = stories.draft(cara)
    text = page(rita, "/register/")
    assert all(incident.reference in text for incident in incidents)
    assert str(draft.pk) not in text
    assert "P-001" in text
    assert "K-031" in text
    found = [word for word in ("Cara", "Halász", "Sam", "Szabó", "Mondja", "The boundary held") if word in text]
    assert found == []


def test_another_organisation_is_not_in_it_and_walls_hold(cara, lena, olly):
    incident = stories.submitted(cara, named=[lena])
    assert incident.reference not in page(lena, "/register/")
    assert incident.reference not in page(olly, "/register/")


def test_filters_stand_in_the_address_and_are_said_in_words(cara, sam, team, rita_in_english):
    closed, urgent = stories.closed(cara, sam), stories.submitted(cara, safety_concern="unsure", event="small_gift")
    today = datetime.date.today()
    for address, there, absent in (
        ("?status=closed", closed, urgent),
        ("?outcome=boundary_kept_declined", closed, urgent),
        ("?safety=yes", urgent, closed),
        ("?kind=small_gift", urgent, closed),
        (f"?kind=phone_number&team={team.pk}&since={today - datetime.timedelta(days=1)}", closed, urgent),
    ):
        text = page(rita_in_english, f"/register/{address}")
        assert there.reference in text, address
        assert absent.reference not in text, address
    assert "Status: Closed" in page(rita_in_english, "/register/?status=closed")
    assert closed.reference not in page(rita_in_english, f"/register/?until={today - datetime.timedelta(days=2)}")


@pytest.mark.parametrize("address", ["?status=mad", "?since=yesterday", "?team=x", "?until=9999-12-31", "?since=0001-01-01"])
def test_a_filter_without_sense_is_a_message_and_no_failure(rita, address):
    page(rita, f"/register/{address}")


def test_pages_follow_each_other_newest_first(cara, rita, monkeypatch):
    monkeypatch.setattr(register, "PAGE", 2)
    expected = [stories.submitted(cara).reference for _ in range(5)][::-1]
    rows, found, place = register.listed(rita, register.Q()), [], ""
    for _ in range(4):
        part, place = register.page(rows, places.read(place))
        found += [row.reference for row in part]
        if not place:
            break
    assert found == expected


def test_it_costs_the_same_queries_however_many_rows(cara, rita):
    ritas = browser(rita)
    stories.submitted(cara)
    ritas.get("/register/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            ritas.get("/register/")
        counts.append(len(queries))
        for _ in range(4):
            stories.submitted(cara)
    assert counts[0] == counts[1]


def test_an_auditor_changes_nothing(cara, sam, rita):
    incident = stories.submitted(cara)
    for name in ("acknowledge", "escalate", "decide", "resolve", "close", "reopen", "withdraw", "answer", "write", "add"):
        send(rita, f"/incidents/{incident.reference}/{name}/", status=403, body="x", kind="reply", language="en")
