"""Synthetic load looks like the real thing to everything that checks and lists."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.verify import verify
from boundaries.models import Incident
from supervision.models import Assignment, Deadline, Likeness, Message
from supervision.queue import Queue
from tests.supervision.pages import page

pytestmark = pytest.mark.django_db


def test_it_proves_and_has_the_shape_that_was_asked_for(capsys):
    call_command("seed_load", incidents=200, teams=4)
    assert Incident.objects.count() == Assignment.objects.count() == Deadline.objects.count() == 200
    assert Incident.objects.open().count() == 16
    assert Message.objects.count() < 10
    assert Likeness.objects.count() == 200
    assert Likeness.objects.exclude(answered_at=None).count() == Message.objects.filter(kind="reply").count()
    report = verify()
    assert report.findings == []
    assert report.events == 200


def test_a_second_load_and_a_full_one_prove_too(capsys):
    call_command("seed_load", incidents=30, teams=1)
    call_command("seed_load", incidents=30, teams=1, full=True)
    assert verify().findings == []
    assert Message.objects.filter(kind="receipt").count() >= 30


def test_its_people_see_it(capsys):
    call_command("seed_load", incidents=200, teams=2)
    lead = User.objects.get(given_name="Lead")
    counts = Queue(lead).counts()
    assert counts["all"] == 16
    row = Incident.objects.open().first()
    text = page(lead, f"/incidents/{row.reference}/")
    assert row.reference in text
    for tab in ("steps", "history"):
        page(lead, f"/incidents/{row.reference}/?tab={tab}")


def test_it_stays_out_of_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError):
        call_command("seed_load", incidents=1)
