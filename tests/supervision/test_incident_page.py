"""An incident's page: who sees what of it, what is recorded, which buttons there are, what is still missing."""

import datetime

import pytest

from audit.models import AuditEvent
from boundaries.models import Incident
from supervision.models import Notice
from supervision.stations import stations
from tests import stories
from tests.supervision.pages import address, browser, page, send

pytestmark = pytest.mark.django_db


def looks(incident, act="record_opened"):
    return AuditEvent.objects.filter(chain=f"access:{incident.pk}", act=act).count()


def test_what_was_said_stands_apart_from_facts_and_feelings(cara, sam):
    incident = stories.submitted(cara, what_happened="It was in the hall.", feelings="I was sad.")
    text = page(sam, address(incident))
    kind = incident.event_type.label_in("en")
    for words in (stories.VERBATIM, "It was in the hall.", "I was sad.", 'lang="hu"', "Cara H.", kind):
        assert words in text, words


def test_an_auditor_reads_without_names_feelings_and_ways_to_reach(cara, sam, rita, client_k):
    incident = stories.answered(
        cara, sam, client=client_k, feelings="I was sad.", reach_safely="Never at home",
        what_happened="Ilona Szabó asked me, Cara.",
    )  # fmt: skip
    for tab in ("timeline", "steps", "history"):
        text = page(rita, address(incident) + f"?tab={tab}")
        found = [w for w in ("Cara", "Sam F", "Ilona", "Szabó", "I was sad", "Never at home") if w in text]
        assert found == [], tab
    assert "P-001" in text
    assert "/acknowledge/" not in text
    assert "/answer/" not in text


def test_opening_is_recorded_once_in_five_minutes_and_never_for_the_reporter(cara, sam, lena):
    incident = stories.submitted(cara)
    page(cara, address(incident))
    assert looks(incident) == 0
    for _ in range(3):
        page(sam, address(incident))
    page(lena, address(incident))
    assert looks(incident) == 2


def test_a_later_look_is_recorded_again(cara, sam, monkeypatch):
    incident = stories.submitted(cara)
    page(sam, address(incident))
    monkeypatch.setattr("supervision.views.incident.ONE_LOOK", datetime.timedelta(0))
    page(sam, address(incident))
    assert looks(incident) == 2


def test_an_outsider_and_whoever_is_named_find_nothing(cara, sam, olly):
    incident = stories.submitted(cara, named=[sam])
    page(sam, address(incident), status=404)
    page(olly, address(incident), status=404)
    assert looks(incident) == 0


def test_the_clients_name_waits_behind_a_recorded_look(cara, sam, rita, client_k):
    incident = stories.submitted(cara, client=client_k)
    assert "Szabó" not in page(sam, address(incident))
    assert "Ilona Szabó" in send(sam, address(incident, "client-name"), status=200)
    assert looks(incident, "client_name_seen") == 1
    send(rita, address(incident, "client-name"), status=403)
    assert browser(sam).get(address(incident, "client-name")).status_code == 405


def test_without_a_name_there_is_none_to_look_up(cara, sam):
    send(sam, address(stories.submitted(cara), "client-name"), status=403)


def test_the_one_next_act_comes_first_with_its_clock(cara, sam, lena):
    for person, incident, name in (
        (sam, stories.submitted(cara), "acknowledge"),
        (lena, stories.escalated(cara, sam, lena), "decide"),
        (sam, stories.ready(cara, sam), "resolve"),
    ):
        text = page(person, address(incident))
        assert f'class="button primary" href="{address(incident, name)}"' in text, name
    assert "h left" in page(sam, address(stories.submitted(cara)))


def test_the_buttons_are_the_verbs_that_may_run_now(cara, sam):
    incident = stories.resolved(cara, sam)
    text = page(sam, address(incident))
    assert address(incident, "reopen") in text
    for name in ("close", "resolve", "acknowledge", "withdraw"):
        assert f'class="button primary" href="{address(incident, name)}"' not in text
        assert f'class="button secondary" href="{address(incident, name)}"' not in text


def test_what_is_missing_to_close_is_said_with_the_way_to_mend_it(cara, sam):
    incident = stories.resolved(cara, sam)
    text = page(sam, address(incident))
    assert "The entry in the care record is not confirmed yet." in text
    assert f'href="{address(incident, "entry")}"' in text


def test_how_to_reach_safely_stands_above_every_answer(cara, sam):
    incident = stories.submitted(cara, reach_safely="Only after six")
    assert "Only after six" in page(sam, address(incident))
    assert "Only after six" in page(sam, address(incident, "acknowledge"))


def test_named_people_are_told_to_those_who_answer_only(cara, sam, lena, tom, rita):
    incident = stories.submitted(cara, named=[tom])
    assert "Tom Novák" in page(lena, address(incident))
    assert "Tom Novák" not in page(rita, address(incident))


def test_earlier_contacts_are_those_that_this_person_may_see(cara, sam, lena, client_k):
    seen = stories.submitted(cara, client=client_k)
    walled = stories.submitted(cara, client=client_k, named=[sam])
    incident = stories.submitted(cara, client=client_k)
    assert seen.reference in page(sam, address(incident))
    assert walled.reference not in page(sam, address(incident))
    assert walled.reference in page(lena, address(incident))


def test_the_reporter_has_her_thread_and_her_card(cara, sam):
    incident = stories.resolved(cara, sam)
    text = page(cara, address(incident))
    for words in ("This is the result.", address(incident, "agree"), address(incident, "write"), "/receipt/"):
        assert words in text
    for words in (stories.RESULT["reason"], "Counselling", "The contact is about"):
        assert words not in text


def test_opening_marks_ones_notices_as_read(cara, sam):
    incident = stories.submitted(cara)
    page(sam, address(incident))
    assert not Notice.objects.filter(user=sam, incident=incident, read_at=None).exists()


@pytest.mark.parametrize("tab", ["timeline", "steps", "history", "nonsense"])
def test_every_part_opens_for_every_status(cara, sam, lena, tab):
    told = [
        stories.submitted(cara), stories.answered(cara, sam), stories.escalated(cara, sam, lena),
        stories.decided(cara, sam, lena), stories.resolved(cara, sam), stories.closed(cara, sam), stories.withdrawn(cara),
    ]  # fmt: skip
    for incident in told:
        for person in (cara, lena):
            assert page(person, address(incident) + f"?tab={tab}").count("<h1") == 1


def test_the_page_costs_the_same_queries_however_long_the_thread(cara, sam):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from audit.door import record

    incident = stories.answered(cara, sam)
    sams = browser(sam)
    sams.get(address(incident))
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            sams.get(address(incident))
        counts.append(len(queries))
        for number in range(4):
            record(incident, "answer", by=sam, kind="reply", body=f"More {number}", language="en")
    assert counts[0] == counts[1]


def test_stations_follow_the_status(cara, sam):
    incident = Incident(status="submitted")
    assert [row["standing"] for row in stations(incident, planned=False, delivered=False)] == ["done", "done", "now", *[""] * 5]
    incident = Incident(status="acknowledged")
    here = [row["key"] for row in stations(incident, planned=False, delivered=True) if row["standing"] == "now"]
    assert here == ["delivery"]
    assert all(row["standing"] == "done" for row in stations(Incident(status="closed"), planned=False, delivered=True)[5:])


@pytest.mark.parametrize(
    ("planned", "delivered", "here", "planning"),
    [(False, False, "assessment", ""), (True, False, "planning", "now"), (True, True, "delivery", "done"),
     (False, True, "delivery", "")],
)  # fmt: skip
def test_phase_for_state_planned(planned, delivered, here, planning):
    rows = stations(Incident(status="acknowledged"), planned=planned, delivered=delivered)
    assert [row["key"] for row in rows if row["standing"] == "now"] == [here]
    assert [row["standing"] for row in rows if row["key"] == "planning"] == [planning]
