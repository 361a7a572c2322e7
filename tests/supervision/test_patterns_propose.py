"""Something that repeats itself proposes a session; planning it is what came of the task."""

import datetime
import re
from html import unescape

import pytest
from django.utils import timezone

from accounts.models import Team
from audit.door import record
from supervision.models import SupervisionSession
from supervision.patterns import proposing
from supervision.patterns.telling import address_of
from supervision.sessions.agenda import agenda
from tests import stories
from tests.cast import make_person
from tests.supervision import asking
from tests.supervision.pages import in_english, page, send
from tests.supervision.patterned import REASON, dismissed, of, repeated

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + datetime.timedelta(days=1)
WHEN = {"starts_on": TOMORROW.isoformat(), "starts_time": "10:00", "place": "Room 2"}


@pytest.fixture
def task(cara, sam, lena, client_k):
    repeated(cara, client_k)
    return of("client_kind")


def references(task):
    return [row.incident.reference for row in task.reports.select_related("incident")]


def test_its_page_leads_to_a_plan_that_is_filled_in(task, cara, sam):
    in_english(sam)
    [link] = re.findall(r'href="(/supervision-sessions/plan/[^"]+)"', page(sam, address_of(task)))
    text = page(sam, unescape(link))
    assert re.search(rf'value="{cara.pk}"[^>]*checked', text)
    for reference in references(task):
        assert re.search(rf'value="{reference}"[^>]*checked', text)


def test_planned_from_it_the_agenda_is_filled_and_the_task_settled(task, cara, sam):
    send(
        sam,
        proposing.address(task, sam),
        people=[str(cara.pk)],
        incidents=references(task),
        pattern=str(task.pk),
        **WHEN,
    )
    task.refresh_from_db()
    assert (task.outcome, task.settled_by, task.is_open) == ("session", sam, False)
    session = SupervisionSession.objects.get()
    for reader in (sam, cara):
        shown = agenda(session, reader)
        assert {row["reference"] for row in shown.linked} == set(references(task))
        assert [row["count"] for row in shown.patterns] == [3]


def test_by_api_as_well(task, cara, sam):
    sent = {"people": [str(cara.pk)], "incidents": references(task), "pattern": str(task.pk)}
    asking.post(sam, f"{asking.ROOT}supervision-sessions/", expect=201, **sent, **WHEN)
    task.refresh_from_db()
    assert task.outcome == "session"


def test_only_whoever_supervises_one_of_them_is_offered_it(task, sam, lena, rita, cara):
    assert proposing.address(task, sam)
    assert proposing.address(task, lena)
    assert proposing.address(task, rita) == ""
    assert proposing.address(task, cara) == ""
    record(task.organisation, "dismiss_pattern", by=sam, task=task.pk, reason=REASON)
    task.refresh_from_db()
    assert proposing.address(task, sam) == ""


def test_whoever_wrote_behind_a_pseudonym_is_not_given_away_by_a_seat(task, cara, sam, organisation, team, client_k):
    other = make_person(organisation, team, "Zoe Nagy", "caregiver")
    stories.submitted(other, client=client_k, behind_pseudonym=True)
    assert task.reports.count() == 4
    assert str(other.pk) not in proposing.address(task, sam)
    assert str(cara.pk) in proposing.address(task, sam)


def test_what_somebody_else_said_of_it_meanwhile_stands(cara, sam, lena, client_k):
    task = dismissed(cara, client_k, lena)
    planned = {"people": [str(cara.pk)], "pattern": str(task.pk)}
    send(sam, "/supervision-sessions/plan/", **planned, **WHEN)
    task.refresh_from_db()
    assert (task.outcome, task.settled_by) == ("dismissed", lena)
    assert SupervisionSession.objects.count() == 1


def test_a_task_out_of_reach_is_neither_settled_nor_hidden_behind_a_session(task, cara, tom, organisation):
    south = Team.objects.get(supervisor=tom)
    theirs = make_person(organisation, south, "Vera Kis", "caregiver")
    send(tom, "/supervision-sessions/plan/", 403, people=[str(theirs.pk)], pattern=str(task.pk), **WHEN)
    task.refresh_from_db()
    assert task.is_open
    assert not SupervisionSession.objects.exists()


def test_what_is_no_task_at_all_is_refused_with_a_sentence(cara, sam, lena, client_k):
    in_english(sam)
    text = send(sam, "/supervision-sessions/plan/", 200, people=[str(cara.pk)], pattern="'; drop", **WHEN)
    assert "Enter a valid" in text
    assert not SupervisionSession.objects.exists()
