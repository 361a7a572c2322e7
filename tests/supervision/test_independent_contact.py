"""The independent contact: invited by a link that is stored nowhere, accepted with a key of her own, renewed, ended."""

import datetime
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings as conf
from django.core.cache import cache
from django.utils import timezone

from accounts import independent, set_up
from accounts.models import IndependentContact
from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent, OutboxItem
from supervision import delivery
from supervision.independent import keys
from tests.supervision.sealing import accepted, invited, link, point, text, wrapped

SENT = {"kind": "ombudsman", "name": "Irma Outside", "email": "irma@outside.example", "language": "sv"}


@pytest.fixture
def sent_keys():
    key = ec.generate_private_key(ec.SECP256R1())
    return {"public_key": json.dumps(point(key)), "wrapped_key": json.dumps(wrapped())}


def test_an_administrator_invites_and_the_mail_carries_the_link(client, ada, mailbox):
    client.force_login(ada)
    assert client.post("/settings/independent-contact/", SENT).status_code == 302
    contact = IndependentContact.objects.get()
    assert delivery.deliver_due() == 1
    [mail] = mailbox.messages
    assert link(contact) in mail.get_body(("plain",)).get_content()
    assert mail["To"] == "irma@outside.example"
    assert mail["Content-Language"] == "sv"


def test_the_links_secret_stands_nowhere_in_the_database(organisation, ada):
    contact = invited(organisation, ada)
    token = independent.token_of(contact)
    rows = [*AuditEvent.objects.all(), *OutboxItem.objects.all(), contact]
    assert [row for row in rows if token in str(row.__dict__)] == []
    assert contact.token_digest == independent.digest_of(token)


@pytest.mark.parametrize("who", ["cara", "sam", "lena", "petra", "rita", "olly"])
def test_nobody_but_an_administrator_of_the_house_invites(cast, organisation, who):
    with pytest.raises(NotPermitted):
        invited(organisation, cast[who])


def test_nobody_who_works_here_is_asked(client, ada, sam):
    client.force_login(ada)
    page = client.post("/settings/independent-contact/", SENT | {"email": sam.email.upper()})
    assert page.status_code == 200
    assert not IndependentContact.objects.exists()


def test_her_page_needs_no_account_speaks_her_language_and_is_kept_nowhere(client, organisation, ada):
    page = client.get(link(invited(organisation, ada, language="hu")))
    assert page.status_code == 200
    assert (page["Cache-Control"], page["Referrer-Policy"], page["Content-Language"]) == ("no-store", "no-referrer", "hu")
    assert '<html lang="hu">' in page.content.decode()


def test_she_accepts_with_keys_of_her_browser(client, organisation, ada, sent_keys):
    contact = invited(organisation, ada)
    assert "independent_contact" in [row.key for row in set_up.missing(organisation)]
    answer = client.post(link(contact), sent_keys)
    assert (answer.status_code, answer["Location"]) == (302, "/independent/reports/")
    contact.refresh_from_db()
    assert (contact.accepted_at is not None, contact.public_key) == (True, json.loads(sent_keys["public_key"]))
    assert set_up.is_finished(organisation) or "independent_contact" not in [r.key for r in set_up.missing(organisation)]
    assert client.get("/independent/reports/").status_code == 200
    assert AuditEvent.objects.filter(act="contact_accepted", actor_id=None).count() == 1


def test_a_browser_that_sends_no_key_is_told_so(client, organisation, ada):
    contact = invited(organisation, ada)
    assert client.post(link(contact), {}).status_code == 400
    contact.refresh_from_db()
    assert contact.accepted_at is None


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "[]",
        "{",
        "[" * 9000,
        json.dumps({"kty": "EC", "crv": "P-256", "x": text(b"1" * 32), "y": text(b"2" * 32)}),
        json.dumps({"kty": "EC", "crv": "P-384", "x": "a", "y": "b"}),
        json.dumps({"kty": "EC", "crv": "P-256", "x": 1, "y": None}),
    ],
)
def test_what_is_no_point_on_the_curve_is_no_key(bad):
    with pytest.raises(keys.BadKey):
        keys.read_public(bad)


def test_a_private_key_is_never_taken(sent_keys):
    with pytest.raises(keys.BadKey):
        keys.read_public(json.dumps(json.loads(sent_keys["public_key"]) | {"d": text(b"1" * 32)}))


@pytest.mark.parametrize("changed", [{"rounds": 599_999}, {"rounds": True}, {"salt": "a"}, {"iv": "%%"}, {"ciphertext": ""}])
def test_a_weakly_locked_key_is_refused(changed):
    with pytest.raises(keys.BadKey):
        keys.read_wrapped(json.dumps(wrapped() | changed))


def test_an_invitation_runs_out_and_can_be_renewed(client, organisation, ada, sent_keys, monkeypatch):
    contact = invited(organisation, ada)
    old, now = link(contact), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + datetime.timedelta(days=15))
    assert client.post(old, sent_keys)["Location"] == "/independent/"
    record(organisation, "renew_contact", by=ada, contact=contact)
    contact.refresh_from_db()
    assert link(contact) != old
    assert client.get(old)["Location"] == "/independent/"
    assert client.post(link(contact), sent_keys)["Location"] == "/independent/reports/"


def test_a_mail_with_a_renewed_link_goes_no_more(organisation, ada, mailbox):
    contact = invited(organisation, ada)
    record(organisation, "renew_contact", by=ada, contact=contact)
    delivery.deliver_due()
    assert len(mailbox.messages) == 1
    assert OutboxItem.objects.filter(parked_at__isnull=False).count() == 1


def test_an_accepted_invitation_is_not_accepted_twice(client, organisation, ada, sent_keys):
    contact, _key = accepted(organisation, ada)
    assert client.post(link(contact), sent_keys)["Location"] == "/independent/reports/"
    assert IndependentContact.objects.get().public_key == contact.public_key
    with pytest.raises(NotNow):
        record(organisation, "accept_as_contact", by=None, contact=contact, public_key={}, wrapped_key={})


def test_whoever_accepts_next_takes_the_place_of_the_first(organisation, ada):
    first, _key = accepted(organisation, ada)
    second, _key = accepted(organisation, ada)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert independent.accepted(organisation.pk) == second


def test_an_ended_contact_still_reads_what_was_hers(client, organisation, ada):
    contact, _key = accepted(organisation, ada)
    record(organisation, "end_contact", by=ada, contact=contact)
    assert client.get(link(contact))["Location"] == "/independent/reports/"
    assert client.get("/independent/reports/").status_code == 200
    assert independent.accepted(organisation.pk) is None


def test_without_the_link_there_is_only_the_entrance(client, organisation, ada):
    accepted(organisation, ada)
    for path in ("/independent/reports/", "/independent/nobodys/"):
        assert client.get(path)["Location"] == "/independent/"
    client.cookies["doorstep-independent"] = "forged:value"
    assert client.get("/independent/reports/")["Location"] == "/independent/"
    assert client.get("/independent/").status_code == 200


def test_guessing_links_is_slowed_down(client, db, settings):
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = conf.ACCOUNT_RATE_LIMITS | {"independent": "3/h/ip"}
    answers = [client.get(f"/independent/guess-{number}/").status_code for number in range(4)]
    assert answers == [302, 302, 302, 429]


def test_the_set_up_page_says_what_is_missing(client, organisation, ada):
    client.force_login(ada)
    assert "/settings/independent-contact/" in client.get("/settings/set-up/").content.decode()
    assert "/settings/set-up/" in client.get("/").content.decode()
