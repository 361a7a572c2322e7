"""The measured figure beside the promise: of enough answers, the last ninety days, never rounded up to all."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.door import record
from audit.ids import uuid7
from policies.public.figure import measured
from supervision.figures.in_public import FEWEST, share_in_time
from supervision.models import Deadline
from tests import directory, wordings

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def answers(organisation, number, *, late=False, days_ago=3, kind="reply"):
    due = timezone.now() - days_ago * DAY
    Deadline.objects.bulk_create(
        Deadline(organisation=organisation, kind=kind, subject_type="x", subject_id=uuid7(), opened_at=due - DAY,
                 remind_at=due, due_at=due, met_at=due + DAY if late else due - DAY / 2, breached_at=due if late else None)
        for _number in range(number)
    )  # fmt: skip


def test_share_of_answers_in_time(organisation, elsewhere):
    answers(organisation, 29)
    answers(organisation, 1, late=True)
    answers(organisation, 50, late=True, days_ago=91)
    answers(organisation, 50, late=True, kind="reading")
    answers(elsewhere, 50, late=True)
    assert share_in_time(organisation) == 96


def test_of_too_few_nothing_is_said(organisation):
    answers(organisation, FEWEST - 1)
    assert share_in_time(organisation) is None
    answers(organisation, 1)
    assert share_in_time(organisation) == 100


def test_it_is_counted_once_an_hour(organisation):
    answers(organisation, FEWEST)
    assert measured(organisation) == 100
    answers(organisation, FEWEST, late=True)
    assert measured(organisation) == 100
    cache.clear()
    assert measured(organisation) == 50


def test_the_page_shows_it_beside_the_promise(organisation, petra):
    record(organisation, "open_public_page", by=petra)
    assert "too few answers yet" in Client().get("/about/north/?language=en").content.decode()
    cache.clear()
    answers(organisation, 24)
    answers(organisation, 1, late=True)
    shown = Client().get("/about/north/?language=en").content.decode()
    assert "In the last 90 days 96 % of the answers were given in time." in shown


def test_the_page_asks_as_often_for_many_as_for_few(organisation, petra):
    record(organisation, "open_public_page", by=petra)
    counts = []
    for number in range(2):
        for more in range(4):
            wordings.version(organisation, f"own-{number}-{more}", kind="protocol")
            directory.entry(organisation, kind="channel")
        Client().get("/about/north/")
        with CaptureQueriesContext(connection) as asked:
            Client().get("/about/north/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_many_requests_from_one_place_are_slowed_down(organisation, petra, settings):
    record(organisation, "open_public_page", by=petra)
    settings.ACCOUNT_RATE_LIMITS = {"public_page": "2/m/ip"}
    addresses = ("/about/north/", "/about/nobody/") * 2
    statuses = [Client().get(address).status_code for address in addresses]
    assert statuses == [200, 404, 429, 429]
