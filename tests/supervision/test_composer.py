"""Writing an answer: prepared texts in the reporter's language, and promised times on the organisation's clock."""

import datetime
import re
import zoneinfo

import pytest

from boundaries.models import Incident
from supervision.models import Deadline
from tests import stories
from tests.supervision.pages import address, page, send

pytestmark = pytest.mark.django_db
BUDAPEST = zoneinfo.ZoneInfo("Europe/Budapest")


def offered(text):
    return [datetime.datetime.fromisoformat(value) for value in re.findall(r'name="promise" value="([^"]+)"', text)]


@pytest.mark.parametrize(("key", "kind"), [("welcome", "welcome"), ("holding", "holding"), ("thanks", "reply")])
def test_a_prepared_text_is_put_in_in_the_reporters_language_and_nothing_is_sent(cara, sam, key, kind):
    incident = stories.submitted(cara)
    text = send(sam, address(incident, "acknowledge"), status=200, insert=key, kind="reply", body="My own words")
    body = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.S)[1]
    assert "Köszön" in body
    assert "My own words" in body
    assert re.search(rf'value="{kind}"[^>]*checked', text)
    assert re.search(r'<option value="hu"[^>]*selected', text)
    assert Incident.objects.get(pk=incident.pk).status == "submitted"


def test_asking_for_more_time_needs_a_promise(cara, sam):
    incident = stories.submitted(cara)
    text = send(sam, address(incident, "acknowledge"), status=200, kind="holding", body="Soon", language="en")
    assert "Say by when you will answer." in text


def test_the_promised_moments_are_honest_and_become_a_deadline(cara, sam):
    incident = stories.submitted(cara)
    moments = offered(page(sam, address(incident, "acknowledge")))
    assert len(moments) == 3
    assert [moment.astimezone(BUDAPEST).hour for moment in moments[1:]] == [12, 12]
    fields = {"kind": "holding", "body": "Soon", "language": "en", "promise": moments[1].isoformat()}
    send(sam, address(incident, "acknowledge"), **fields)
    promise = Deadline.objects.open().get(incident=incident, kind="promise")
    assert promise.due_at == moments[1]


def test_a_time_typed_by_hand_is_the_organisations(cara, sam):
    incident = stories.submitted(cara)
    tomorrow = datetime.datetime.now(BUDAPEST).replace(hour=15, minute=30) + datetime.timedelta(days=1)
    fields = {"kind": "holding", "body": "Soon", "language": "en", "promised_at": f"{tomorrow:%Y-%m-%dT%H:%M}"}
    send(sam, address(incident, "acknowledge"), **fields)
    due_at = Deadline.objects.get(incident=incident, kind="promise").due_at.astimezone(BUDAPEST)
    assert f"{due_at:%Y-%m-%dT%H:%M}" == fields["promised_at"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("promised_at", "2020-01-01T10:00"), ("promised_at", "2999-01-01T10:00"), ("promise", "soon"), ("promised_at", "x")],
)
def test_a_promise_in_the_past_too_late_or_without_sense_is_refused(cara, sam, field, value):
    incident = stories.submitted(cara)
    fields = {"kind": "holding", "body": "Soon", "language": "en", field: value}
    assert 'id="errors"' in send(sam, address(incident, "acknowledge"), status=200, **fields)
    assert Incident.objects.get(pk=incident.pk).status == "submitted"


def test_a_promise_is_ignored_where_none_is_asked(cara, sam):
    incident = stories.submitted(cara)
    fields = {"kind": "reply", "body": "Here", "language": "en", "promised_at": "2999-01-01T10:00"}
    send(sam, address(incident, "acknowledge"), **fields)
    assert not Deadline.objects.filter(kind="promise").exists()


def test_somebody_who_writes_the_reporters_language_begins_in_it(cara, sam):
    incident = stories.submitted(cara)
    assert re.search(r'<option value="en"[^>]*selected', page(sam, address(incident, "acknowledge")))
    sam.profile.languages = ["en", "hu"]
    sam.profile.save()
    assert re.search(r'<option value="hu"[^>]*selected', page(sam, address(incident, "acknowledge")))
