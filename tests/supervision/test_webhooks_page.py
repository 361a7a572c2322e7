"""The administrator's page of webhooks, and the same by API."""

import re
import uuid

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from audit.models import AuditEvent, OutboxItem
from audit.verify import verify
from supervision.exports.words import act_word
from supervision.models import Webhook
from supervision.webhooks import acts
from supervision.webhooks.announcing import EVENTS
from tests import stories
from tests.parts.receiver import answer
from tests.supervision.pages import browser, page

PAGE, API = "/settings/webhooks/", "/api/v1/webhooks/"
HOOKS = "https://hooks.example/in?key=planted"


def send(person, place, status=302, **fields):
    answer = browser(person).post(place, fields)
    assert answer.status_code == status, (answer.status_code, place)
    return answer.content.decode()


def acted(webhook, name):
    return f"{PAGE}{webhook.pk}/{name}/"


def new(person, address=HOOKS, events=("incident_submitted", "incident_closed")):
    shown = send(person, PAGE, 200, address=address, events=list(events))
    return Webhook.objects.kept().latest("created_at"), shown


def happened():
    events = AuditEvent.objects.filter(act__startswith="webhook").order_by("seq")
    return [(event.act, event.actor_id) for event in events]


def test_the_secret_is_shown_once(ada):
    webhook, shown = new(ada)
    assert webhook.secret in shown
    assert (webhook.address, webhook.events) == (HOOKS, ["incident_closed", "incident_submitted"])
    later = page(ada, PAGE)
    assert webhook.secret not in later
    assert "hooks.example" in later


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"address": "http://hooks.example/", "events": ["incident_closed"]}, "does not begin with https"),
        ({"address": "https://10.0.0.1/", "events": ["incident_closed"]}, "private network"),
        ({"address": "nonsense", "events": ["incident_closed"]}, "cannot be read"),
        ({"address": "", "events": ["incident_closed"]}, "Please write something here"),
        ({"address": HOOKS}, "Choose at least one event"),
        ({"address": HOOKS, "events": ["record_opened"]}, "Choose one of the answers offered"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(ada, fields, words):
    assert words in send(ada, PAGE, 200, **fields)
    assert not Webhook.objects.exists()


def test_the_same_address_twice_and_more_than_twenty_are_refused(ada):
    new(ada)
    assert "is there already" in send(ada, PAGE, 200, address=HOOKS, events=["incident_closed"])
    for number in range(acts.MOST - 1):
        new(ada, f"https://hooks.example/{number}")
    assert "At most 20" in send(ada, PAGE, 200, address="https://hooks.example/more", events=["incident_closed"])
    assert Webhook.objects.count() == acts.MOST


def test_every_act_is_an_event_of_the_organisation_without_address_or_secret(ada, organisation):
    webhook, _shown = new(ada)
    for name in ("test", "renew", "resume", "remove"):
        send(ada, acted(webhook, name), 200 if name == "renew" else 302)
    names = ["webhook_added", "webhook_tested", "webhook_secret_renewed", "webhook_resumed", "webhook_removed"]
    assert happened() == [(name, ada.pk) for name in names]
    event = AuditEvent.objects.get(act="webhook_added")
    assert event.chain == f"access:{organisation.pk}"
    assert event.data == {"webhook": str(webhook.pk), "events": webhook.events}
    assert verify().findings == []


def test_pausing_is_an_event_of_the_systems(ada, cara, sam, organisation, mailbox, receiver):
    acts.add(organisation, ada, address=receiver.address, events=EVENTS)
    receiver.answers = [answer(410)]
    stories.submitted(cara)
    call_command("worker", "--once")
    assert happened()[-1] == ("webhook_paused", None)
    assert AuditEvent.objects.get(act="webhook_paused").data["because"] == "gone"
    assert "wants nothing more" in page(ada, PAGE)


def test_a_test_event_shows_whether_it_works(ada, organisation, mailbox, receiver):
    webhook = acts.add(organisation, ada, address=receiver.address, events=["incident_closed"])
    assert "none yet" in page(ada, PAGE)
    send(ada, acted(webhook, "test"))
    call_command("worker", "--once")
    assert (receiver.requests[0].said["event"], receiver.requests[0].said["reference"]) == ("test", None)
    assert "none yet" not in page(ada, PAGE)
    receiver.answers = [answer(500)]
    send(ada, acted(webhook, "test"))
    call_command("worker", "--once")
    shown = page(ada, PAGE)
    assert "1 failure in a row" in shown
    assert "The receiver failed. (HTTP 500)" in shown


def test_a_new_secret_is_shown_once_and_the_former_ends(ada):
    webhook, _shown = new(ada)
    shown = send(ada, acted(webhook, "renew"), 200)
    renewed = Webhook.objects.get(pk=webhook.pk)
    assert renewed.secret in shown
    assert webhook.secret not in shown
    assert renewed.secrets == [renewed.secret, webhook.secret]


def test_what_was_removed_is_gone_for_everybody(ada):
    webhook, _shown = new(ada)
    send(ada, acted(webhook, "remove"))
    assert "hooks.example" not in page(ada, PAGE)
    for name in ("remove", "test", "renew", "resume"):
        send(ada, acted(webhook, name), 404)


@pytest.mark.parametrize("name", ["cara", "sam", "lena", "petra", "rita", "olly"])
def test_nobody_else_gets_near_it(cast, name):
    webhook, _shown = new(cast["ada"])
    page(cast[name], PAGE, 403)
    send(cast[name], acted(webhook, "remove"), 403)
    assert Webhook.objects.kept().exists()


def test_an_administrator_elsewhere_finds_nothing(ada, olly):
    webhook, _shown = new(ada)
    type(olly).objects.filter(pk=olly.pk).update(roles=["administrator"])
    assert "hooks.example" not in page(olly, PAGE)
    send(olly, acted(webhook, "remove"), 404)
    assert browser(olly).get(f"{API}{webhook.pk}/").status_code == 404


def test_mails_that_wait_are_counted_without_webhooks(ada, organisation):
    webhook, _shown = new(ada)
    send(ada, acted(webhook, "test"))
    assert OutboxItem.objects.count() == 1
    assert "All mail was sent" in page(ada, "/")


def post(person, address, sent=None, key=None):
    client = Client()
    client.force_login(person)
    headers = {"idempotency-key": key or uuid.uuid4().hex}
    return client.post(address, sent or {}, content_type="application/json", headers=headers)


def test_every_event_has_words(ada):
    with translation.override("en"):
        assert [event for event in EVENTS if act_word(event) == event.replace("_", " ")] == []
    assert len(EVENTS) >= 16


def test_by_api_it_is_added_tested_renewed_and_removed(ada):
    sent = {"address": HOOKS, "events": ["incident_closed"]}
    added = post(ada, API, sent)
    assert added.status_code == 201
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", added.json()["secret"])
    place = f"{API}{added.json()['id']}/"
    [listed] = browser(ada).get(API).json()["results"]
    assert listed == {name: value for name, value in added.json().items() if name != "secret"}
    assert post(ada, f"{place}test/").status_code == 202
    assert post(ada, f"{place}renew/").json()["secret"] != added.json()["secret"]
    assert post(ada, f"{place}resume/").status_code == 200
    assert "secret" not in browser(ada).get(place).json()
    assert browser(ada).delete(place).status_code == 204
    assert browser(ada).get(place).status_code == 404
    assert [event for event, _by in happened()][-1] == "webhook_removed"


def test_by_api_the_same_request_again_gets_the_same_answer(ada):
    first, second = (post(ada, API, {"address": HOOKS, "events": ["incident_closed"]}, "key-1") for _ in range(2))
    assert first.json() == second.json()
    assert Webhook.objects.count() == 1


def test_by_api_faults_stand_beside_their_fields(ada):
    refused = post(ada, API, {"address": "http://hooks.example/", "events": ["nonsense"]})
    assert refused.status_code == 400
    assert set(refused.json()["errors"]) == {"address", "events"}


@pytest.mark.parametrize("name", ["sam", "lena", "rita"])
def test_by_api_others_are_refused(cast, name):
    assert browser(cast[name]).get(API).status_code == 403
