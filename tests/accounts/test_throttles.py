"""How often somebody may ask the API: counted per person, token or address, before anything else costs anything."""

import logging
from threading import Barrier, Thread

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts.api import throttles
from accounts.api.throttles import take
from config.limits import USUAL, api_limits, throttle_cache
from tests.accounts.bearer import ask, token_of

ME = "/api/v1/me/"
DRAFTS = "/api/v1/drafts/"


@pytest.fixture(autouse=True)
def limits(settings, time_machine):
    time_machine.move_to("2026-03-02T08:00:00Z", tick=False)  # a minute of somebody's may end at any time
    caches["throttle"].clear()
    settings.API_LIMITS = {"read": (3, 60), "write": (2, 60)}
    yield settings.API_LIMITS
    caches["throttle"].clear()


def codes(times, *arguments, **options):
    return [ask(*arguments, **options).status_code for _ in range(times)]


def test_one_too_many_is_429_with_the_time_to_wait(cara):
    text = token_of(cara, "read")
    assert codes(3, text, ME) == [200] * 3
    refused = ask(text, ME)
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Content-Type"] == "application/json"
    assert refused.json()["code"] == "throttled"


def test_reading_and_writing_are_counted_apart(cara):
    text = token_of(cara, "report")
    assert codes(4, text, ME) == [200, 200, 200, 429]
    assert codes(3, text, DRAFTS, {}) == [400, 400, 429]


def test_each_token_and_each_person_by_themselves(cara, sam):
    assert codes(4, token_of(cara, "read"), ME)[-1] == 429
    assert codes(3, token_of(cara, "read"), ME) == [200] * 3
    for person in (cara, sam):
        client = Client()
        client.force_login(person)
        assert codes(4, "", ME, client=client) == [200, 200, 200, 429]


def test_what_is_refused_for_want_of_a_right_counts_as_well(rita):
    text = token_of(rita, "read")
    assert codes(4, text, "/api/v1/clients/")[-1] == 429


def test_after_its_time_it_is_open_again(cara, time_machine):
    time_machine.move_to("2026-03-02T08:00:00Z")
    text = token_of(cara, "read")
    assert codes(4, text, ME)[-1] == 429
    time_machine.shift(int(ask(text, ME)["Retry-After"]))
    assert codes(3, text, ME) == [200] * 3


def test_nobodys_flood_costs_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert codes(5, "", ME) == [401, 401, 401, 429, 429]


def test_guessing_tokens_is_refused_before_a_query(db, django_assert_num_queries):
    guess = "ds_abcdefgh_" + "A" * 43
    with django_assert_num_queries(3):
        assert codes(6, guess, ME) == [401, 401, 401, 429, 429, 429]


def test_a_token_for_reading_that_keeps_writing_waits_as_well(cara):
    assert codes(3, token_of(cara, "read"), DRAFTS, {}) == [403, 403, 429]


def test_nor_does_having_read_before_let_it_write_for_ever(cara):
    text = token_of(cara, "read")
    assert codes(1, text, ME) == [200]
    assert codes(4, text, DRAFTS, {})[-1] == 429
    assert codes(1, text, ME) == [200]


def test_what_is_heavy_counts_for_the_person_whatever_she_asks_with(cara, limits, monkeypatch):
    limits["heavy"] = (2, 3600)
    monkeypatch.setattr("accounts.api.me.Me.throttle_scope", "heavy")
    assert [codes(1, token_of(cara, "read"), ME) for _ in range(3)] == [[200], [200], [429]]


def test_a_good_token_does_not_wait_for_its_neighbours_wrong_ones(cara):
    text = token_of(cara, "read")
    assert ask(text, ME).status_code == 200
    assert codes(4, "ds_wrong", ME)[-1] == 429
    assert ask(text, ME).status_code == 200


def test_whoever_is_signed_in_does_not_wait_for_others_at_the_address(cara):
    client = Client()
    client.force_login(cara)
    assert codes(4, "", ME)[-1] == 429
    assert ask("", ME, client=client).status_code == 200


def test_another_address_is_somebody_else(db):
    def status(address):
        return Client().get(ME, REMOTE_ADDR=address).status_code

    assert [status("192.0.2.1") for _ in range(4)][-1] == 429
    assert status("192.0.2.2") == 401
    assert [status(f"2001:db8::{number}") for number in range(1, 5)][-1] == 429
    assert status("2001:db8:0:1::1") == 401
    assert [status("") for _ in range(4)] == [401, 401, 401, 429]


def test_a_view_names_its_own_limit(cara, limits, monkeypatch):
    from accounts.api.me import Me

    limits["heavy"] = (1, 3600)
    monkeypatch.setattr(Me, "throttle_scope", "heavy")
    assert codes(2, token_of(cara, "read"), ME) == [200, 429]


def test_exact_among_threads(limits):
    limits["read"] = (50, 3600)
    admitted, begin = [], Barrier(8)

    def ask_often():
        begin.wait()
        admitted.extend(take("read", "person:1") is None for _ in range(20))

    threads = [Thread(target=ask_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(admitted), sum(admitted)) == (160, 50)


def test_a_cache_that_is_away_closes_nothing_and_is_logged(cara, monkeypatch, caplog):
    class Away:
        def __getattr__(self, name):
            raise ConnectionError("redis://user:secret@cache")

    monkeypatch.setattr(throttles, "caches", {"throttle": Away()})
    with caplog.at_level(logging.WARNING):
        assert codes(5, token_of(cara, "read"), ME) == [200] * 5
    assert "ConnectionError" in caplog.text
    assert "secret" not in caplog.text


def test_limits_are_read_from_their_setting():
    assert api_limits("") == USUAL
    assert api_limits("off") == {}
    limits = api_limits("read=7/s, heavy=off,upload=2/day")
    assert limits == {"read": (7, 1), "write": (120, 60), "upload": (2, 86400), "codes": (30, 3600)}


WRONG = ["read", "read=", "read=0/min", "read=5", "read=5/year", "read=-1/min", "all=5/min", "read=x/min"]


@pytest.mark.parametrize("text", WRONG)
def test_a_limit_that_is_none_stops_the_start(text):
    with pytest.raises(ImproperlyConfigured, match="DOORSTEP_API_LIMITS"):
        api_limits(text)


def test_counts_are_shared_where_a_cache_is_named():
    assert throttle_cache("redis://cache:6379/1")["LOCATION"] == "redis://cache:6379/1"
    with pytest.raises(ImproperlyConfigured):
        throttle_cache("http://cache")
