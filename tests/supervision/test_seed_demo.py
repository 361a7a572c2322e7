"""The demo organisation: living, in every status and several languages, and as provable as anything real."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEvent, Evidence, OutboxItem
from audit.verify import verify
from boundaries.choices import Status
from boundaries.models import Client, Incident
from policies.loading import load_content
from supervision.demo import people
from supervision.models import Consultation, Deadline, Message, PatternTask, SupervisionSession

PEOPLE = ("cara", "sam", "tom", "lena", "petra", "rita", "ada", "olly")


def seed():
    out = StringIO()
    call_command("seed_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker):
    """Seeded once for all tests of this file, in a transaction that is undone after them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        yield seed()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _use_database(printed, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def person(name):
    return User.objects.get(email=f"{name}@doorstep.example")


def test_it_prints_everybody_with_number_and_role_and_one_passphrase(printed):
    first, *lines = printed.splitlines()
    assert first.endswith(people.PASSPHRASE)
    assert [line.split("@")[0].strip() for line in lines[: len(PEOPLE)]] == list(PEOPLE)
    assert all(person(name).check_password(people.PASSPHRASE) for name in PEOPLE)
    assert "north-002" in lines[1]
    assert "supervisor" in lines[1]


def test_a_second_run_adds_nothing_and_prints_the_same(printed):
    counts = {model: model._base_manager.count() for model in apps.get_models()}
    assert seed() == printed
    assert {model: model._base_manager.count() for model in apps.get_models()} == counts


def test_every_status_several_kinds_and_six_languages():
    incidents = Incident.objects.all()
    assert {row.status for row in incidents} == set(Status.values)
    assert {row.language for row in incidents} == {"hu", "cs", "sv", "bg", "uk", "en"}
    assert len({row.event_type_id for row in incidents}) >= 15
    assert {row.kind for row in incidents} == {"incident", "question"}
    assert Client.objects.count() >= 12


def test_what_a_first_look_should_find():
    sent = Incident.objects.sent()
    assert sent.filter(urgent=True).exists()
    assert sent.filter(status="escalated", escalated_to=person("lena")).exists()
    assert Deadline.objects.open().filter(breached_at__isnull=False).exists()
    assert sent.filter(status="submitted", assignee=person("sam")).count() >= 3
    assert person("cara").notices.filter(read_at=None).exists()


def test_supervision_is_lived_as_well():
    held, coming = SupervisionSession.objects.order_by("entered_at")
    assert held.confirmed_at is not None
    assert held.agreements.count() == held.skill_notes.count() == held.topics.count() == 1
    assert coming.starts_at > timezone.now()
    advised, waiting = Consultation.objects.filter(asked_of=person("tom")).order_by("asked_at")
    assert advised.answered_at is not None
    assert waiting.answered_at is None
    task = PatternTask.objects.open().get(rule="team_kind")
    assert (task.owner, task.event_type.key, task.reports.count()) == (person("sam"), "small_gift", 3)


def test_the_report_that_names_sam_is_with_lena_and_out_of_his_sight():
    incident = Incident.objects.get(named__user=person("sam"))
    assert incident.assignee == person("lena")
    assert not Incident.objects.visible_to(person("sam")).filter(pk=incident.pk).exists()
    assert not person("sam").notices.filter(incident=incident).exists()


def test_olly_sees_his_own_organisation_and_nothing_else():
    assert Incident.objects.visible_to(person("olly")).count() == 1
    assert Incident.objects.visible_to(person("olly")).get().organisation.code == "lake"


def test_everything_verifies_and_everything_was_proven():
    report = verify()
    assert report.findings == []
    proven = [model for model in apps.get_models() if issubclass(model, Evidence) and model._base_manager.exists()]
    assert len(proven) >= 4
    assert report.events >= 100


def test_times_are_of_the_past_and_in_order():
    now = timezone.now()
    assert not AuditEvent.objects.filter(at__gt=now).exists()
    assert not Message.objects.filter(sent_at__lt=F("incident__submitted_at")).exists()
    for chain in set(AuditEvent.objects.values_list("chain", flat=True)):
        moments = list(AuditEvent.objects.filter(chain=chain).order_by("seq").values_list("at", flat=True))
        assert moments == sorted(moments)
    assert (now - Incident.objects.sent().order_by("submitted_at").first().submitted_at).days >= 20


def test_mails_of_the_past_are_not_sent_today():
    assert OutboxItem.objects.filter(sent_at=None).count() <= 3


def test_it_refuses_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="refuses in production"):
        seed()
