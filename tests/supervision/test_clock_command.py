"""`manage.py clock` says what it did in a few lines, and does each thing once."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.errors import NotNow
from supervision.management.commands import clock as command
from supervision.models import Deadline
from tests import stories


def run(*arguments):
    out = StringIO()
    call_command("clock", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def late(cara, sam, lena, client_k, time_machine):
    time_machine.move_to(timezone.now())
    incident = stories.submitted(cara, client=client_k)
    time_machine.shift(datetime.timedelta(hours=25))
    return incident


def test_it_names_what_became_late_once(late):
    assert f"1 marked late: {late.reference} (reply)" in run()
    assert "0 marked late" in run()


def test_a_dry_run_changes_nothing(late):
    assert f"1 would be marked late: {late.reference} (reply)" in run("--dry-run")
    assert Deadline.objects.get().breached_at is None
    assert f"1 marked late: {late.reference} (reply)" in run()


def test_what_could_not_be_marked_ends_with_an_error(late, monkeypatch):
    def with_failure(**_):
        return command.clock.Pass(failed=[(Deadline.objects.select_related("incident").get(), NotNow(["record_altered"]))])

    monkeypatch.setattr(command.clock, "run", with_failure)
    with pytest.raises(CommandError, match="1 could not be marked"):
        run()
