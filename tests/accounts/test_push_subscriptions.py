"""Being told on this phone: switched on by its person alone, ended with her session, and an address that may be called."""

import datetime
import uuid

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts import push, push_keys, tokens
from accounts.models import PushSubscription
from audit.models import AuditEvent
from supervision.push.choosing import has_phone
from tests.cast import PASSPHRASE
from tests.parts.push import Phone

API = "/api/v1/push/"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"


@pytest.fixture
def browser(cara):
    """Cara's, signed in, on an Android phone."""
    cara.set_password(PASSPHRASE)
    cara.save()
    client = Client(headers={"user-agent": ANDROID})
    client.force_login(cara)
    return client


def tell_me(client, phone, key=None, **more):
    headers = {"idempotency-key": key or uuid.uuid4().hex}
    return client.post(API, phone.subscription | more, content_type="application/json", headers=headers)


def phone(path="one"):
    return Phone(f"https://push.example.org/send/{path}")


def acts():
    return list(AuditEvent.objects.filter(act__startswith="push_").order_by("seq").values_list("act", flat=True))


def test_it_is_switched_on_and_shown_without_its_secrets(browser, cara):
    hers = phone()
    answer = tell_me(browser, hers)
    assert (answer.status_code, answer.json()["browser"], answer.json()["is_this"]) == (201, "Chrome, Android", True)
    said = browser.get(API)
    assert said.json()["public_key"] == push_keys.public_text(settings.PUSH_PRIVATE_KEY)
    [line] = said.json()["phones"]
    assert set(line) == {"id", "browser", "made_at", "last_ok_at", "is_this"}
    for secret in (hers.endpoint, *hers.subscription["keys"].values()):
        assert secret not in said.content.decode()
    row = PushSubscription.objects.get()
    assert (row.user, row.endpoint) == (cara, hers.endpoint)
    assert hers.endpoint.encode() not in bytes(row.endpoint_encrypted)


def test_the_same_phone_again_is_the_same_one(browser):
    hers = phone()
    first, again = (tell_me(browser, hers).json() for _ in range(2))
    assert first["id"] == again["id"]
    assert acts() == ["push_begun"]


def test_a_phone_that_another_person_uses_now_is_hers(browser, cara, sam):
    shared = phone()
    tell_me(browser, shared)
    other = Client()
    other.force_login(sam)
    assert tell_me(other, shared).status_code == 201
    assert PushSubscription.objects.get().user == sam
    assert acts() == ["push_begun", "push_ended", "push_begun"]


def test_one_ends_her_own_and_nobody_elses(browser, sam):
    key = tell_me(browser, phone()).json()["id"]
    other = Client()
    other.force_login(sam)
    assert other.delete(f"{API}{key}/").status_code == 404
    assert browser.delete(f"{API}{key}/").status_code == 204
    assert (PushSubscription.objects.count(), acts()) == (0, ["push_begun", "push_ended"])


def test_the_settings_page_lists_and_ends_without_scripts(browser):
    key = tell_me(browser, phone()).json()["id"]
    page = browser.get("/settings/", headers={"accept-language": "en"}).content.decode()
    assert "Chrome, Android" in page
    assert f"/settings/phones/{key}/end/" in page
    assert browser.post(f"/settings/phones/{key}/end/")["Location"] == "/settings/"
    assert not PushSubscription.objects.exists()
    assert browser.post(f"/settings/phones/{key}/end/").status_code == 404


NEVER = ("http://push.example.org/x", "https://169.254.169.254/x", "https://10.0.0.1/x", "https://a@b.example/", "x")


@pytest.mark.parametrize("endpoint", NEVER)
def test_an_address_that_is_never_called_is_not_taken(endpoint, browser):
    answer = tell_me(browser, Phone(endpoint))
    assert answer.status_code == 400
    assert "endpoint" in answer.json()["errors"]
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("keys", [{"p256dh": "AAAA", "auth": "AAAA"}, {"p256dh": "ü" * 87, "auth": "x"}, {"auth": "x"}, []])
def test_keys_that_seal_nothing_are_not_taken(keys, browser):
    assert tell_me(browser, phone(), keys=keys).status_code == 400


def test_a_point_that_is_not_on_the_curve_is_not_taken(browser):
    hers = phone()
    off = push_keys.written(b"\4" + b"\1" * 64)
    assert tell_me(browser, hers, keys=hers.subscription["keys"] | {"p256dh": off}).status_code == 400


def test_at_most_ten(browser, cara):
    for number in range(push.MOST):
        assert tell_me(browser, phone(number)).status_code == 201
    assert tell_me(browser, phone("more")).status_code == 400
    assert PushSubscription.objects.count() == push.MOST


def test_a_program_switches_nothing_on(cara, client):
    _token, text = tokens.create(cara, by=cara, name="x", scopes=["report"], days=1)
    headers = {"authorization": f"Bearer {text}", "idempotency-key": uuid.uuid4().hex}
    assert client.post(API, phone().subscription, content_type="application/json", headers=headers).status_code == 403
    assert client.get(API, headers=headers).status_code == 403


def test_where_it_is_not_set_up_it_says_so(browser, settings):
    settings.PUSH_PRIVATE_KEY = ""
    answer = tell_me(browser, phone())
    assert (answer.status_code, answer.json()["code"]) == (409, "push_not_set_up")
    assert browser.get(API).json()["public_key"] == ""
    assert "data-push" not in browser.get("/settings/").content.decode()


def test_signing_out_ends_it_on_this_phone_alone(browser, cara):
    other = Client()
    other.force_login(cara)
    tell_me(browser, phone())
    tell_me(other, phone("two"))
    browser.post("/accounts/logout/")
    assert PushSubscription.objects.get().endpoint.endswith("/two")


def test_it_is_told_as_long_as_a_session_lasts_and_then_forgotten(browser, cara, time_machine):
    start = timezone.now()
    time_machine.move_to(start)
    tell_me(browser, phone())
    time_machine.move_to(start + datetime.timedelta(days=29))
    assert has_phone(cara)
    push.forget_ended()
    assert PushSubscription.objects.exists()
    time_machine.move_to(start + datetime.timedelta(days=31))
    assert not has_phone(cara)
    push.forget_ended()
    assert acts() == ["push_begun", "push_ended"]


def test_signing_in_again_in_its_session_prolongs_it(browser, cara, time_machine):
    start = timezone.now()
    time_machine.move_to(start)
    tell_me(browser, phone())
    time_machine.move_to(start + datetime.timedelta(days=20))
    browser.force_login(cara)
    time_machine.move_to(start + datetime.timedelta(days=40))
    assert has_phone(cara)


def test_it_goes_on_after_signing_in_again_in_the_same_session(browser, cara):
    tell_me(browser, phone())
    browser.force_login(cara)
    assert browser.get(API).json()["phones"][0]["is_this"]


def test_a_new_passphrase_ends_it_on_every_other_phone(browser, cara):
    other = Client()
    other.force_login(cara)
    tell_me(other, phone("lost"))
    tell_me(browser, phone("here"))
    new = "four quiet garden words"
    browser.post("/accounts/password/change/", {"oldpassword": PASSPHRASE, "password1": new, "password2": new})
    assert PushSubscription.objects.get().endpoint.endswith("/here")


def test_the_command_prints_keys_that_fit(capsys, db):
    call_command("push_keys", "--contact", "mailto:ops@example.org")
    lines = dict(line.lstrip("# ").partition("=")[::2] for line in capsys.readouterr().out.splitlines()[:2])
    assert len(push_keys.read(push_keys.public_text(lines["DOORSTEP_PUSH_PRIVATE_KEY"]))) == push_keys.POINT
    assert lines["DOORSTEP_PUSH_CONTACT"] == "mailto:ops@example.org"


def test_it_ends_when_somebody_else_signs_in_on_the_phone(browser, cara, sam, time_machine):
    """Without signing out first: the page asks only for a fresh sign-in, and anybody may answer it."""
    tell_me(browser, phone())
    sam.set_password(PASSPHRASE)
    sam.save()
    time_machine.move_to(timezone.now() + datetime.timedelta(hours=13))
    browser.post("/accounts/login/", {"login": sam.username, "password": PASSPHRASE})
    assert browser.get("/settings/").wsgi_request.user == sam
    assert (has_phone(cara), acts()) == (False, ["push_begun", "push_ended"])
