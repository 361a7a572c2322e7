"""A draft that waits is remembered once, offered once when it is old, and never sent or thrown away by itself."""

import datetime

import pytest

from audit.door import record
from audit.ids import uuid7
from audit.models import OutboxItem
from boundaries import answers, drafts
from boundaries.models import Incident, OnBehalf
from policies.models import EventType, ServiceStandard
from supervision import clock
from supervision.models import Notice
from tests import stories

BEGUN = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)


@pytest.fixture
def draft(cara, sam, time_machine):
    time_machine.move_to(BEGUN, tick=False)
    return drafts.begin(cara, uuid7(), event_type=EventType.objects.get(key="phone_number"))


@pytest.fixture
def told(time_machine):
    """A function: kinds of notice after the clock has passed so many hours after the beginning."""

    def run(hours):
        time_machine.move_to(BEGUN + datetime.timedelta(hours=hours), tick=False)
        assert clock.run().failed == []
        return [notice.kind for notice in Notice.objects.order_by("created_at", "id")]

    return run


def test_after_a_day_its_reporter_is_told_once_and_the_draft_is_still_there(draft, told, cara):
    assert told(23) == []
    for hours in (24, 25, 100):
        assert told(hours) == ["draft_waits"]
    notice = Notice.objects.get()
    assert (notice.user, notice.why, notice.address) == (cara, "own", f"/incidents/drafts/{draft.pk}/")
    assert Incident.objects.get().status == "draft"


def test_when_it_is_old_it_is_offered_once_and_still_there(draft, told, organisation):
    ServiceStandard.objects.create(organisation=organisation, draft_days=3, valid_from=BEGUN - datetime.timedelta(days=1))
    told(24)
    assert told(3 * 24 - 1) == ["draft_waits"]
    for hours in (3 * 24, 1000, 10_000):
        assert told(hours) == ["draft_waits", "draft_old"]
    assert list(Notice.objects.filter(settled_at=None).values_list("kind", flat=True)) == ["draft_old"]
    assert Incident.objects.get().status == "draft"


def test_after_a_long_outage_only_the_later_one_is_told(draft, told):
    assert told(1000) == ["draft_old"]
    assert told(1001) == ["draft_old"]


def test_whoever_works_on_it_is_left_alone_for_a_day(draft, told, time_machine):
    time_machine.move_to(BEGUN + datetime.timedelta(hours=20), tick=False)
    answers.save_answer(draft, draft.protocol_version.clauses.get(number=1), outcome="done")
    assert told(30) == []
    assert told(45) == ["draft_waits"]


def test_the_mail_says_that_something_waits_and_not_what(draft, told, client, cara):
    told(24)
    assert [item.payload["kind"] for item in OutboxItem.objects.all()] == ["draft_waits"]
    client.force_login(cara)
    page = client.get("/notices/").content.decode()
    assert f"/incidents/drafts/{draft.pk}/" in page


def test_sending_it_is_the_end_of_it(cara, sam, told, time_machine):
    time_machine.move_to(BEGUN, tick=False)
    incident = stories.draft(cara)
    told(48)
    stories.perform(incident, "submit", by=cara)
    assert not Notice.objects.filter(kind="draft_waits", settled_at=None).exists()
    told(10_000)
    assert not Notice.objects.filter(kind="draft_old").exists()


def test_thrown_away_nothing_is_left_of_it(draft, told, cara):
    told(24)
    record(draft, "discard", by=cara)
    assert told(1000) == []


def test_between_finding_and_telling_it_may_be_sent_or_gone(draft, told, cara, time_machine):
    time_machine.move_to(BEGUN + datetime.timedelta(hours=30), tick=False)
    step = next(step for step in clock.steps() if step.name == "draft remembered")
    [found] = step.due(BEGUN + datetime.timedelta(hours=30))
    record(draft, "discard", by=cara)
    assert clock._attempt(step, found, clock.Pass()) is False
    assert not Notice.objects.exists()


def test_questions_those_who_left_and_what_is_written_for_a_colleague_are_passed_over(cara, sam, told, time_machine):
    time_machine.move_to(BEGUN, tick=False)
    drafts.begin(cara, uuid7(), kind="question")
    OnBehalf.objects.create(incident=drafts.begin(sam, uuid7()), filed_by=cara, manner="told")
    assert told(30) == []
    drafts.begin(sam, uuid7())
    type(sam).objects.filter(pk=sam.pk).update(is_active=False)
    assert told(60) == []


def test_the_list_of_drafts_offers_both_ways_and_says_that_it_is_old(draft, client, cara, time_machine):
    client.force_login(cara)
    sentence = "This has waited for days"
    type(cara).objects.filter(pk=cara.pk).update(language="en")
    assert sentence not in client.get("/incidents/").content.decode()
    time_machine.move_to(BEGUN + datetime.timedelta(days=8), tick=False)
    client.force_login(cara)
    page = client.get("/incidents/").content.decode()
    assert sentence in page
    assert f"/incidents/drafts/{draft.pk}/discard/" in page


def test_the_clock_asks_as_much_for_many_drafts_as_for_one(cara, sam, draft, django_assert_num_queries, time_machine):
    time_machine.move_to(BEGUN + datetime.timedelta(hours=10), tick=False)
    steps = [step for step in clock.steps() if "draft" in step.name]
    for _number in range(5):
        drafts.begin(cara, uuid7())
    with django_assert_num_queries(5):
        assert [list(step.due(BEGUN + datetime.timedelta(hours=10))) for step in steps] == [[], []]
