"""What repeats itself opens one task that proposes a look at it: for whom, by which numbers, and never about whom."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from policies.models import ServiceStandard
from supervision.models import Notice, PatternReport, PatternTask
from supervision.notices import inbox
from supervision.patterns import telling
from tests import stories
from tests.cast import make_client, make_person
from tests.supervision.patterned import REASON, of, repeated

RULES = {"client_kind", "pair", "team_kind"}


def rules():
    return set(PatternTask.objects.values_list("rule", flat=True))


@pytest.fixture
def eva(organisation, team):
    return make_person(organisation, team, "Eva Novak", Role.CAREGIVER)


@pytest.fixture
def other_client(team, cara):
    return make_client(team, "K-032", "hu", cara)


def test_the_third_report_opens_one_task_for_each_rule(cara, sam, client_k):
    repeated(cara, client_k, 2)
    assert not PatternTask.objects.exists()
    repeated(cara, client_k, 1)
    assert rules() == RULES
    task = of("client_kind")
    assert (task.owner, task.team, task.client, task.event_type.key) == (sam, sam.team, client_k, "phone_number")
    assert (task.many, task.days, task.standard) == (3, 90, None)
    assert task.reports.count() == 3
    assert verify().findings == []


def test_who_took_the_later_time_and_was_through_first_is_counted(cara, client_k):
    now = timezone.now()
    for seconds in (2, 1, 0):
        with time_machine.travel(now + datetime.timedelta(seconds=seconds), tick=False):
            repeated(cara, client_k, 1)
    assert rules() == RULES
    assert of("client_kind").reports.count() == 3


def test_further_reports_join_it(cara, sam, client_k):
    repeated(cara, client_k, 5)
    assert rules() == RULES
    assert {task.reports.count() for task in PatternTask.objects.all()} == {5}
    assert verify().findings == []


def test_the_rules_tell_apart_what_repeats_itself(cara, eva, sam, client_k, other_client):
    stories.submitted(cara, client=client_k)
    stories.submitted(eva, client=client_k)
    stories.submitted(cara, client=other_client)
    assert rules() == {"team_kind"}
    stories.submitted(eva, client=client_k, event="extra_tasks")
    stories.submitted(eva, client=client_k, event="social_media")
    assert rules() == {"team_kind", "pair"}
    assert of("pair").reporter == eva
    assert of("pair").reports.count() == 3


def test_what_relatives_begin_is_counted_for_the_clients_family(cara, eva, sam, client_k):
    for reporter, event in ((cara, "phone_number"), (eva, "extra_tasks"), (cara, "social_media")):
        stories.submitted(reporter, client=client_k, event=event, started_by="relative")
    assert rules() == {"family"}
    stories.submitted(eva, client=client_k, event="beliefs", started_by="client")
    assert of("family").reports.count() == 3


def test_the_numbers_are_those_of_the_service_standard(cara, sam, client_k, time_machine):
    standard = ServiceStandard.objects.create(organisation=cara.organisation, repetition_count=2, repetition_days=10)
    time_machine.move_to(timezone.now() + datetime.timedelta(days=1))
    stories.submitted(cara, client=client_k)
    time_machine.shift(datetime.timedelta(days=11))
    stories.submitted(cara, client=client_k)
    assert not PatternTask.objects.exists()
    time_machine.shift(datetime.timedelta(days=9))
    stories.submitted(cara, client=client_k)
    task = of("client_kind")
    assert (task.many, task.days, task.standard, task.reports.count()) == (2, 10, standard, 2)


def test_old_reports_are_not_counted(cara, sam, client_k, time_machine):
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    repeated(cara, client_k, 2)
    time_machine.shift(datetime.timedelta(days=91))
    repeated(cara, client_k, 2)
    assert not PatternTask.objects.exists()


def test_a_slip_of_ones_own_never_grows_into_a_pattern(cara, sam, client_k):
    repeated(cara, client_k, 5, started_by="me")
    assert not PatternTask.objects.exists()
    repeated(cara, client_k, 2)
    assert not PatternTask.objects.exists()
    repeated(cara, client_k, 1)
    assert {task.reports.count() for task in PatternTask.objects.all()} == {3}


def test_what_names_somebody_who_works_here_or_goes_past_the_line_is_not_counted(cara, eva, sam, lena, client_k):
    repeated(cara, client_k, 3, named=[eva])
    repeated(cara, client_k, 3, staff_part="cannot_say")
    assert not PatternTask.objects.exists()


def test_behind_a_pseudonym_neither_pair_nor_team_is_counted(cara, sam, client_k):
    repeated(cara, client_k, 3, behind_pseudonym=True)
    assert rules() == {"client_kind"}
    assert of("client_kind").reporter is None


def test_without_a_client_only_the_team_counts(cara, sam):
    for _number in range(3):
        stories.submitted(cara)
    assert rules() == {"team_kind"}


def test_withdrawn_reports_are_not_counted(cara, sam, client_k):
    for _number in range(3):
        stories.withdrawn(cara, client=client_k)
    repeated(cara, client_k, 2)
    assert not PatternTask.objects.exists()


def test_it_never_falls_to_whoever_reported_it(organisation, team, sam, lena, client_k):
    repeated(sam, client_k)
    assert {task.owner for task in PatternTask.objects.all()} == {lena}
    assert not PatternTask.objects.visible_to(sam).exists()


def test_whoever_stands_in_gets_it(cara, sam, tom, client_k):
    from tests.supervision.absent import away

    away(sam, tom)
    repeated(cara, client_k)
    assert {task.owner for task in PatternTask.objects.all()} == {tom}


def test_its_owner_hears_that_there_is_something_and_nothing_of_what(cara, sam, tom, lena, client_k):
    repeated(cara, client_k)
    rows = Notice.objects.filter(kind=telling.OPENED)
    assert {row.user for row in rows} == {sam}
    assert {row.incident for row in rows} == {None}
    assert len([row for row in inbox(sam) if row.kind == telling.OPENED]) == len(RULES)


def test_who_may_know_of_it(cara, sam, tom, lena, petra, rita, ada, olly, client_k):
    repeated(cara, client_k)
    seeing = {p.given_name for p in (cara, sam, tom, lena, petra, rita, ada, olly) if PatternTask.objects.visible_to(p)}
    assert seeing == {"Sam", "Lena", "Rita"}


def test_somebody_says_what_came_of_it(cara, sam, client_k):
    repeated(cara, client_k)
    task = of("client_kind")
    record(task.organisation, "act_on_pattern", by=sam, task=task.pk, outcome="session", reason=REASON)
    task.refresh_from_db()
    assert (task.outcome, task.settled_by, task.settled_reason) == ("session", sam, REASON)
    event = AuditEvent.objects.get(act="pattern_acted_on")
    assert event.data["pattern"] == str(task.pk)
    assert not Notice.objects.filter(address=telling.address_of(task), settled_at=None).exists()
    assert verify().findings == []


def test_it_is_said_once(cara, sam, lena, client_k):
    repeated(cara, client_k)
    task = of("client_kind")
    record(task.organisation, "dismiss_pattern", by=sam, task=task.pk, reason=REASON)
    with pytest.raises(NotNow) as caught:
        record(task.organisation, "act_on_pattern", by=lena, task=task.pk, outcome="talked", reason=REASON)
    assert caught.value.reasons == ["pattern_settled"]


@pytest.mark.parametrize("said", [{"reason": "  "}, {"reason": REASON, "outcome": "dismissed"}, {"reason": "x" * 2001}])
def test_not_without_words_nor_as_something_else(cara, sam, client_k, said):
    repeated(cara, client_k)
    task = of("client_kind")
    with pytest.raises(ValidationError):
        record(task.organisation, "act_on_pattern", by=sam, task=task.pk, **({"outcome": "talked"} | said))
    task.refresh_from_db()
    assert task.is_open


def test_nobody_else_says_anything_about_it(cara, sam, tom, lena, rita, olly, client_k):
    repeated(cara, client_k)
    task = of("client_kind")
    for person in (cara, tom, rita, olly):
        with pytest.raises(NotPermitted):
            record(task.organisation, "dismiss_pattern", by=person, task=task.pk, reason=REASON)


def test_what_was_looked_at_is_not_counted_again_and_three_new_ones_are(cara, sam, client_k):
    repeated(cara, client_k)
    for task in PatternTask.objects.all():
        record(task.organisation, "dismiss_pattern", by=sam, task=task.pk, reason=REASON)
    repeated(cara, client_k, 2)
    assert not PatternTask.objects.open().exists()
    repeated(cara, client_k, 1)
    assert set(PatternTask.objects.open().values_list("rule", flat=True)) == RULES
    assert of("client_kind").reports.count() == 3


def test_a_report_and_its_task_stand_or_fall_together(cara, sam, client_k, monkeypatch):
    repeated(cara, client_k, 2)

    def fail(*arguments, **more):
        raise RuntimeError("no chain")

    monkeypatch.setattr("audit.chain.insert", fail)
    with pytest.raises(RuntimeError):
        repeated(cara, client_k, 1)
    assert not PatternTask.objects.exists()
    assert not PatternReport.objects.exists()


def test_an_outcome_slipped_in_past_the_door_is_found(cara, sam, client_k):
    repeated(cara, client_k)
    now = timezone.now()
    PatternTask.objects.filter(rule="pair").update(settled_at=now, settled_by=sam, outcome="talked", settled_reason="x")
    assert any("patterntask" in finding.where for finding in verify().findings)
