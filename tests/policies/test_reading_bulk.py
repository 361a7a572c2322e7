"""A whole organisation is asked to read in as many statements as a few people are."""

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Cadence, StaffProfile, User
from policies.models import ReadTask
from supervision.models import Deadline, Notice
from tests import wordings

pytestmark = pytest.mark.django_db


def caregivers(organisation, team, numbers):
    password = make_password(None)
    people = User.objects.bulk_create(
        User(organisation=organisation, username=f"many-{number}", email=f"many{number}@north.example", given_name="Many",
             family_name=str(number), roles=["caregiver"], password=password)
        for number in numbers
    )  # fmt: skip
    StaffProfile.objects.bulk_create(
        StaffProfile(user=person, team=team, staff_number=person.username, pseudonym=person.username,
                     cadence=Cadence.DAILY if number % 2 else Cadence.AT_ONCE)
        for number, person in enumerate(people)
    )  # fmt: skip


def statements(organisation, petra, slug):
    with CaptureQueriesContext(connection) as asked:
        wordings.published(organisation, petra, slug)
        wordings.published(organisation, petra, slug)  # and the former is superseded
    return len(asked)


def test_as_many_statements_for_many_as_for_few(organisation, team, petra):
    caregivers(organisation, team, range(3))
    few = statements(organisation, petra, "few")
    caregivers(organisation, team, range(3, 60))
    assert statements(organisation, petra, "many") == few
    assert ReadTask.objects.filter(version__policy__slug="many", superseded_at=None).count() == 61
    assert Deadline.objects.open().filter(kind="reading").count() == 4 + 61
    of_many = Notice.objects.filter(settled_at=None, kind="to_read")
    assert of_many.filter(digest_due_at=None).count() + of_many.filter(digest_due_at__isnull=False).count() == 4 + 61
    assert of_many.filter(digest_due_at__isnull=False).count() >= 29
