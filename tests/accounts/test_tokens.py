"""Tokens: made by their person for what she may do, shown once, kept as a digest, ended at once."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import tokens
from accounts.models import ApiToken, User
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from tests.accounts.bearer import token_of

pytestmark = pytest.mark.django_db


def test_its_text_says_what_it_is_and_is_found_again(cara):
    text = token_of(cara, "report")
    assert re.fullmatch(r"ds_[a-z0-9]{8}_[A-Za-z0-9]{43}", text)
    assert tokens.find(text).user == cara


def test_only_a_digest_is_kept(cara):
    secret = token_of(cara, "report").split("_")[2]
    row = ApiToken.objects.values().get()
    assert secret not in str(row)
    assert len(row["digest"]) == 64


def test_two_tokens_share_nothing(cara):
    first, second = (token_of(cara, "report").split("_") for _ in range(2))
    assert first[1] != second[1]
    assert first[2] != second[2]
    assert tokens.find(f"ds_{first[1]}_{second[2]}") is None


@pytest.mark.parametrize(
    "text", ["", "ds_", "x" * 5000, "ds_abcdefgh_" + "A" * 43, "ds_\x00", "ds_abcdefgh_" + "ő" * 43]
)
def test_what_is_no_token_is_nobodys(cara, text):
    assert tokens.find(text) is None


@pytest.mark.parametrize("days", [0, -1, 367, 100_000])
def test_it_lasts_between_a_day_and_a_year(cara, days):
    with pytest.raises(ValidationError):
        token_of(cara, "report", days=days)
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    ("name", "scope"),
    [("cara", "answer"), ("cara", "register"), ("sam", "verify"), ("rita", "report"), ("lena", "manage")],
)
def test_it_never_does_more_than_its_person_may(cast, name, scope):
    with pytest.raises(ValidationError):
        token_of(cast[name], scope)


@pytest.mark.parametrize("scopes", [[], ["everything"], ["report", "nothing"]])
def test_scopes_are_those_that_exist(cara, scopes):
    with pytest.raises(ValidationError):
        token_of(cara, *scopes)


def test_nobody_makes_one_for_somebody_else(cara, sam, ada):
    for person in (sam, ada):
        with pytest.raises(NotPermitted):
            token_of(cara, "report", by=person)


def test_a_token_makes_no_tokens(cara):
    cara.narrow(cara.rights)
    with pytest.raises(NotPermitted):
        token_of(cara, "report")


def test_twenty_at_once_and_no_more(cara):
    for _ in range(tokens.MOST_STANDING):
        token_of(cara, "report")
    with pytest.raises(ValidationError):
        token_of(cara, "report")
    tokens.revoke(ApiToken.objects.first(), by=cara)
    assert tokens.find(token_of(cara, "report"))


def test_it_ends_with_its_last_day(cara, time_machine):
    time_machine.move_to(timezone.now())
    text = token_of(cara, "report", days=1)
    time_machine.shift(datetime.timedelta(hours=23, minutes=59))
    assert tokens.find(text)
    time_machine.shift(datetime.timedelta(minutes=1))
    assert tokens.find(text) is None


def test_it_ends_when_it_is_revoked_and_only_once(cara, ada):
    text = token_of(cara, "report")
    tokens.revoke(ApiToken.objects.get(), by=ada)
    assert tokens.find(text) is None
    with pytest.raises(NotNow):
        tokens.revoke(ApiToken.objects.get(), by=cara)
    assert ApiToken.objects.get().revoked_by == ada


def test_it_ends_with_its_person(cara, elsewhere):
    text = token_of(cara, "report")
    User.objects.filter(pk=cara.pk).update(is_active=False)
    assert tokens.find(text) is None
    User.objects.filter(pk=cara.pk).update(is_active=True, organisation=elsewhere)
    assert tokens.find(text) is None


def test_only_its_person_and_administrators_revoke_it(cara, sam, lena, olly):
    token_of(cara, "report")
    for person in (sam, lena, olly):
        with pytest.raises(NotPermitted):
            tokens.revoke(ApiToken.objects.get(), by=person)
    tokens.revoke(ApiToken.objects.get(), by=cara)


def test_making_and_revoking_stand_in_the_chain_without_its_name_or_secret(cara):
    text = token_of(cara, "report")
    tokens.revoke(ApiToken.objects.get(), by=cara)
    events = AuditEvent.objects.filter(chain=f"access:{cara.organisation_id}").order_by("seq")
    assert [(event.act, event.actor_id) for event in events] == [("token_created", cara.pk), ("token_revoked", cara.pk)]
    assert events[0].data["prefix"] == text.split("_")[1]
    for words in ("A script", text.split("_")[2], ApiToken.objects.get().digest):
        assert words not in str([event.data for event in events])
    assert verify().findings == []


def test_without_its_event_there_is_no_token(cara, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("audit.chain.append", fail)
    with pytest.raises(RuntimeError):
        token_of(cara, "report")
    assert not ApiToken.objects.exists()


def test_who_revoked_stands_beside_when(cara):
    token_of(cara, "report")
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiToken.objects.update(revoked_at=timezone.now())


def test_the_command_prints_the_token_alone(cara, capsys):
    call_command(
        "create_token", "north-001", "--scope", "read", "--scope", "report", "--days", "7", "--name", "Night run"
    )
    text = capsys.readouterr().out.strip()
    token = tokens.find(text)
    assert (token.user, token.name, token.scopes, token.created_by) == (cara, "Night run", ["read", "report"], None)
    assert AuditEvent.objects.get(act="token_created").actor_id is None


@pytest.mark.parametrize("arguments", [["nobody", "--scope", "read"], ["north-001", "--scope", "answer"],
                                       ["north-001", "--scope", "read", "--days", "400"]])  # fmt: skip
def test_the_command_says_what_is_wrong(cara, arguments):
    with pytest.raises(CommandError):
        call_command("create_token", *arguments)
