"""A report on Sunday at 03:00, a cover, a promise, a clock that was off for two days: seen, said, and counted for good."""

import datetime
import zoneinfo

import pytest

from audit.models import AuditEvent
from supervision import clock
from supervision.models import Deadline, Message, Notice
from tests.boundaries import filling
from tests.supervision.absent import away, owners
from tests.supervision.pages import browser, page, send
from tests.supervision.test_holding import filled

pytestmark = pytest.mark.django_db
BUDAPEST = zoneinfo.ZoneInfo("Europe/Budapest")
SUNDAY = datetime.datetime(2026, 3, 22, 3, 0, tzinfo=BUDAPEST)
PROMISE = datetime.datetime(2026, 3, 23, 15, 0, tzinfo=BUDAPEST)
RETURN = PROMISE + datetime.timedelta(days=2)
FIGURES = "/figures/response-times/?month=2026-03"


def at(incident, name=""):
    return f"/incidents/{incident.reference}/" + (f"{name}/" if name else "")


def filed_by(cara, client_k):
    caregiver = browser(cara)
    draft = filling.begun(caregiver)
    caregiver.post(draft, filling.whole(client_k, go="check"))
    caregiver.post(f"{draft}check/")
    return cara.reported_incidents.latest("submitted_at")


def holding_reply(tom, incident):
    fields = filled(page(tom, at(incident, "holding"))) | {"promised_at": f"{PROMISE:%Y-%m-%dT%H:%M}"}
    send(tom, at(incident, "holding"), **fields)


@pytest.fixture
def story(cara, sam, tom, lena, rita, client_k, time_machine):
    """Up to the moment before the clock runs again."""
    time_machine.move_to(SUNDAY - datetime.timedelta(days=2), tick=False)
    away(sam, tom, days=7)
    clock.run()
    time_machine.move_to(SUNDAY, tick=False)
    incident = filed_by(cara, client_k)
    clock.run()
    assert owners(incident) == {"reply": tom}
    time_machine.shift(datetime.timedelta(hours=6))
    holding_reply(tom, incident)
    assert owners(incident) == {"promise": tom}
    time_machine.move_to(RETURN, tick=False)
    Notice.objects.all().delete()
    return incident


def test_exactly_one_breach_one_notice_each_and_one_honest_line(story, cara, tom, lena, sam):
    for _again in range(3):
        assert clock.run().failed == []
    breached = AuditEvent.objects.filter(object_id=story.pk, act="deadline_breached")
    assert [(event.data["kind"], event.data["late_by_minutes"]) for event in breached] == [("promise", 2 * 24 * 60)]
    late = Notice.objects.filter(incident=story, user__in=[tom, lena])
    assert {notice.kind for notice in late} == {"late"}
    assert sorted(notice.user.given_name for notice in late) == ["Lena", "Tom"]
    assert not Notice.objects.filter(user=sam, kind="late").exists()
    honest = Message.objects.filter(incident=story, kind="notice", sent_at__gte=RETURN)
    assert [(line.language, "Lena" in line.body) for line in honest] == [("hu", True)]
    assert honest.get().body in page(cara, at(story))


def test_the_report_of_response_times_counts_it_for_good(story, tom, lena, rita, client):
    clock.run()
    send(tom, at(story, "answer"), kind="reply", body="I am sorry that you had to wait. Shall we talk?", language="en")
    promise = Deadline.objects.get(incident=story, kind="promise")
    assert promise.breached_at is not None
    assert promise.met_at is not None
    told = browser(lena).get("/api/v1/figures/response-times/?month=2026-03").json()
    rows = {row["key"]: row for table in told["tables"] if table["name"] == "kinds" for row in table["rows"]}
    assert (rows["promise"]["in_time"], rows["promise"]["late"], rows["reply"]["in_time"]) == (0, 1, 1)
    assert "<table" in page(lena, FIGURES)
    assert "<table" in page(rita, FIGURES)
