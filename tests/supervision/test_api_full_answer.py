"""A full answer by API: the same phases and parts, refused by field, for the same people."""

import pytest

from boundaries.models import Incident
from supervision.models import Message, Preparation
from tests import stories
from tests.supervision.asking import address, post

pytestmark = pytest.mark.django_db
FIELDS = stories.PREPARED | {"language": "en"}


def test_it_acknowledges_and_answers(cara, sam):
    incident = stories.submitted(cara)
    assert post(sam, address(incident, "compose/"), **FIELDS)["status"] == "acknowledged"
    post(sam, address(incident, "compose/"), **FIELDS | {"explanation": "One more thing."})
    assert Preparation.objects.count() == 2
    assert Message.objects.filter(incident=incident, kind="reply").count() == 2


def test_what_is_missing_is_said_by_field_and_nothing_is_sent(cara, sam):
    incident = stories.submitted(cara)
    told = post(sam, address(incident, "compose/"), expect=400, **FIELDS | {"seen": False, "closing": ""})
    assert set(told["errors"]) == {"seen", "closing"}
    assert Incident.objects.get(pk=incident.pk).status == "submitted"


def test_neither_the_reporter_nor_an_outsider(cara, sam, olly):
    incident = stories.submitted(cara)
    post(cara, address(incident, "compose/"), expect=403, **FIELDS)
    post(olly, address(incident, "compose/"), expect=404, **FIELDS)
    assert not Preparation.objects.exists()
