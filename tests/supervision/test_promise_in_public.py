"""The response time that is promised on the pages is the one by which the clock runs (B-CS-04)."""

import datetime

import pytest
from django.utils import timezone

from audit.door import perform, record
from policies.models import ServiceStandard
from tests import stories
from tests.supervision.asking import get
from tests.supervision.pages import address, page

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def cara(cara):
    cara.language = "en"
    cara.save()
    return cara


def promised(person, place):
    text = page(person, place)
    return [hours for hours in (12, 24) if f"We promise an answer within {hours} hours" in text]


def due(incident):
    return incident.deadlines.open().get(kind="reply")


def test_twelve_hours_from_tomorrow(cara, sam, lena, time_machine):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    before = stories.submitted(cara)
    ServiceStandard.objects.create(
        organisation=cara.organisation, reply_hours=12, valid_from=timezone.now() + 16 * HOUR
    )
    receipt = f"/incidents/{before.reference}/receipt/"
    assert promised(cara, "/") == promised(cara, receipt) == promised(cara, address(before)) == [24]
    time_machine.move_to("2026-03-03 00:00:01Z", tick=False)
    assert promised(cara, "/") == [12]
    assert promised(cara, receipt) == promised(cara, address(before)) == [24]
    assert due(before).due_at - due(before).opened_at == 24 * HOUR
    after = stories.submitted(cara)
    assert promised(cara, address(after)) == [12]
    assert due(after).due_at - due(after).opened_at == 12 * HOUR
    assert get(lena, "/api/v1/figures/response-times/")["promise_hours"] == 12


def test_after_the_first_answer_the_thread_promises_what_holds_now(cara, sam, time_machine):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.submitted(cara)
    ServiceStandard.objects.create(organisation=cara.organisation, reply_hours=12, valid_from=timezone.now() + HOUR)
    time_machine.shift(2 * HOUR)
    perform(incident, "acknowledge", by=sam, message=stories.message())
    assert promised(cara, address(incident)) == [12]
    record(incident, "write", by=cara, body="And?", language="en")
    assert due(incident).due_at - due(incident).opened_at == 12 * HOUR
