"""Doing a request once: the same key and content give the first answer again, another content is kept for review."""

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import DifferentRequest, SentRequest
from accounts.sending_once import KEEP, Answer, SentDifferently, answer_once, forget_old, is_key

pytestmark = pytest.mark.django_db


class Counter:
    """An act that counts how often it was done."""

    def __init__(self, status=201):
        self.done, self.status = 0, status

    def __call__(self):
        self.done += 1
        return Answer(self.status, {"number": self.done})


def test_a_repetition_gets_the_first_answer_and_does_nothing(cara):
    act = Counter()
    first, second = (answer_once(cara, "k-1", "/x/", {"a": "ő"}, act) for _ in range(2))
    assert (first.status, first.body, first.is_repeated) == (201, {"number": 1}, False)
    assert (second.status, second.body, second.is_repeated) == (201, {"number": 1}, True)
    assert act.done == 1


@pytest.mark.parametrize(("route", "content"), [("/x/", {"a": "2"}), ("/y/", {"a": "1"})])
def test_another_content_or_address_is_refused_and_both_are_kept(cara, route, content):
    act = Counter()
    answer_once(cara, "k-1", "/x/", {"a": "1"}, act)
    for _ in range(2):
        with pytest.raises(SentDifferently):
            answer_once(cara, "k-1", route, content, act)
    kept = DifferentRequest.objects.get()
    assert act.done == 1
    assert (kept.first.content, kept.reviewed_at) == ('{"a":"1"}', None)
    assert kept.content == ('{"a":"2"}' if route == "/x/" else '{"a":"1"}')


def test_two_people_may_use_the_same_key(cara, sam):
    act = Counter()
    assert [answer_once(person, "k-1", "/x/", {}, act).body["number"] for person in (cara, sam)] == [1, 2]


def test_what_was_refused_leaves_nothing_and_may_be_mended_under_its_key(cara):
    assert answer_once(cara, "k-1", "/x/", {"a": ""}, Counter(400)).status == 400
    assert not SentRequest.objects.exists()
    assert answer_once(cara, "k-1", "/x/", {"a": "1"}, Counter()).status == 201


def test_an_act_that_fails_leaves_nothing(cara):
    def fail():
        raise LookupError

    with pytest.raises(LookupError):
        answer_once(cara, "k-1", "/x/", {}, fail)
    assert not SentRequest.objects.exists()


def test_what_was_sent_and_answered_is_not_readable_in_the_database(cara):
    answer_once(cara, "k-1", "/x/", {"text": "secret word"}, lambda: Answer(201, {"text": "secret word"}))
    row = SentRequest.objects.get()
    assert b"secret" not in bytes(row.content_encrypted) + bytes(row.answer_encrypted)


@pytest.mark.parametrize("key", ["", " ", "a b", "ő", "x" * 65, "a\n", "\x00"])
def test_what_is_no_key(key):
    assert not is_key(key)


def test_old_ones_are_forgotten_but_not_what_nobody_compared(cara, time_machine):
    for key in ("k-1", "k-2"):
        answer_once(cara, key, "/x/", {"a": "1"}, Counter())
    with pytest.raises(SentDifferently):
        answer_once(cara, "k-2", "/x/", {"a": "2"}, Counter())
    assert forget_old() == 0
    time_machine.move_to(timezone.now() + KEEP + datetime.timedelta(minutes=1))
    assert forget_old() == 1
    assert SentRequest.objects.get().key == "k-2"
    DifferentRequest.objects.update(reviewed_at=timezone.now())
    forget_old()
    assert not SentRequest.objects.exists()
    assert not DifferentRequest.objects.exists()


def test_the_worker_forgets_them(cara, time_machine):
    answer_once(cara, "k-1", "/x/", {"a": "1"}, Counter())
    call_command("worker", "--once")
    assert SentRequest.objects.exists()
    time_machine.move_to(timezone.now() + KEEP + datetime.timedelta(minutes=1))
    call_command("worker", "--once")
    assert not SentRequest.objects.exists()
