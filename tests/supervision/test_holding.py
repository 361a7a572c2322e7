"""Not now: received, and a promised time, in one tap from the queue (B-SV-02)."""

import datetime
import re
import zoneinfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform, record
from policies.models import ServiceStandard
from supervision import holding
from supervision.models import Notice
from tests import stories
from tests.cast import make_person
from tests.supervision.owing import owed
from tests.supervision.pages import address, page, send
from tests.supervision.test_conversation import holding as promise_in

pytestmark = pytest.mark.django_db
BUDAPEST = zoneinfo.ZoneInfo("Europe/Budapest")


def filled(text) -> dict:
    """The fields as the page has filled them in."""
    body = re.search(r'<textarea name="body"[^>]*>\n?(.*?)</textarea>', text, re.S)[1]
    fields = {"body": body}
    for name in ("promised_at", "language", "suggested"):
        fields[name] = re.search(rf'name="{name}" value="([^"]+)"', text)[1]
    return fields


def test_every_row_that_owes_an_answer_offers_it(cara, sam):
    waits, answered = stories.submitted(cara), stories.answered(cara, by=sam)
    assert address(waits, "holding") in page(sam, "/queue/")
    assert address(answered, "holding") not in page(sam, "/queue/?view=waiting")


def test_one_tap_promises_in_the_reporters_language_and_leads_back_to_the_row(cara, sam):
    incident = stories.submitted(cara)
    fields = filled(page(sam, address(incident, "holding")))
    assert fields["language"] == "hu"
    assert "Köszönöm" in fields["body"]
    moment = holding.suggested(sam, incident)
    assert holding.moment_in_words(moment, incident) in fields["body"]
    from tests.supervision.pages import browser

    answer = browser(sam).post(address(incident, "holding"), fields)
    assert answer["Location"] == f"/queue/#{incident.reference}"
    incident.refresh_from_db()
    assert incident.status == "acknowledged"
    row = owed(incident).get()
    assert (row.kind, row.due_at, row.owner) == ("promise", moment, sam)
    assert incident.reference in page(sam, "/queue/")


def test_holding_needs_promised_time(cara, sam):
    incident = stories.submitted(cara)
    fields = filled(page(sam, address(incident, "holding"))) | {"promised_at": ""}
    assert "Say by when you will answer." in send(sam, address(incident, "holding"), status=200, **fields)
    with pytest.raises(ValidationError):
        perform(incident, "acknowledge", by=sam, message=stories.message(kind="holding"))
    assert owed(incident).get().kind == "reply"


def test_holding_meets_reply_and_opens_promise(cara, sam):
    message = promise_in(48)
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=message)
    assert incident.deadlines.get(kind="reply").met_at is not None
    assert owed(incident).get().due_at == message["promised_at"]
    cara.language = "en"
    cara.save()
    assert "promised by" in page(cara, address(incident))


def test_the_text_follows_the_time_that_is_typed(cara, sam):
    incident = stories.submitted(cara)
    fields = filled(page(sam, address(incident, "holding")))
    typed = (datetime.datetime.now(BUDAPEST) + datetime.timedelta(hours=30)).replace(minute=30, second=0, microsecond=0)
    send(sam, address(incident, "holding"), **fields | {"promised_at": f"{typed:%Y-%m-%dT%H:%M}"})
    said = incident.messages.get(kind="holding")
    assert said.promised_at == typed
    assert said.body == holding.text(incident, typed)


@pytest.mark.parametrize("value", ["2020-01-01T10:00", "2999-01-01T10:00", "soon"])
def test_a_promise_in_the_past_too_late_or_without_sense_is_refused_and_nothing_lost(cara, sam, value):
    incident = stories.submitted(cara)
    fields = filled(page(sam, address(incident, "holding"))) | {"promised_at": value, "body": "My own words"}
    text = send(sam, address(incident, "holding"), status=200, **fields)
    assert 'id="errors"' in text
    assert "My own words" in text
    assert not incident.messages.filter(kind="holding").exists()


def test_the_suggestion_is_within_the_standard(cara, sam):
    ServiceStandard.objects.create(organisation=cara.organisation, holding_max_hours=2)
    incident = stories.submitted(cara)
    assert timezone.now() < holding.suggested(sam, incident) <= timezone.now() + datetime.timedelta(hours=2)
    send(sam, address(incident, "holding"), **filled(page(sam, address(incident, "holding"))))


def test_the_lead_hears_of_a_second_in_a_row_and_of_no_first(cara, sam, lena):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=promise_in(1))
    assert not Notice.objects.filter(kind="second_holding").exists()
    record(incident, "answer", by=sam, **promise_in(2))
    assert Notice.objects.get(kind="second_holding").user == lena
    record(incident, "answer", by=sam, **stories.message())
    assert Notice.objects.filter(kind="second_holding").count() == 1


def test_no_lead_who_is_named_hears_of_it(cara, sam):
    named = make_person(cara.organisation, cara.team, "Nina Named", Role.LEAD)
    incident = perform(stories.submitted(cara, named=[named]), "acknowledge", by=sam, message=promise_in(1))
    record(incident, "answer", by=sam, **promise_in(2))
    assert not Notice.objects.filter(user=named).exists()


def test_third_consecutive_holding_refused(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=promise_in(1))
    record(incident, "answer", by=sam, **promise_in(2))
    fields = filled(page(sam, address(incident, "holding")))
    text = send(sam, address(incident, "holding"), status=200, **fields)
    assert "You have already asked for more time." in text
    assert incident.messages.filter(kind="holding").count() == 2


@pytest.mark.parametrize(("name", "status"), [("cara", 403), ("rita", 403), ("petra", 403), ("tom", 404), ("olly", 404)])
def test_it_is_for_those_who_answer(cast, name, status):
    incident = stories.submitted(cast["cara"])
    page(cast[name], address(incident, "holding"), status=status)


def test_after_the_end_it_is_refused_with_what_was_written(cara, sam):
    incident = stories.submitted(cara)
    fields = filled(page(sam, address(incident, "holding"))) | {"body": "My own words"}
    perform(incident, "withdraw", by=cara, reason="Settled")
    assert "My own words" in send(sam, address(incident, "holding"), status=409, **fields)


def test_pressed_twice_is_promised_once(cara, sam):
    incident = stories.submitted(cara)
    text = page(sam, address(incident, "holding"))
    fields = filled(text) | {"key": re.search(r'name="key" value="([^"]+)"', text)[1]}
    for _ in range(2):
        send(sam, address(incident, "holding"), **fields)
    assert incident.messages.filter(kind="holding").count() == 1
