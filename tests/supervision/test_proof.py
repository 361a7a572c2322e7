"""Proof that leaves the machine: a checkpoint a day, its mail, and bundles past no wall."""

import datetime
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from audit import checkpoints, signing
from audit.errors import NotPermitted
from audit.models import AuditEvent, Checkpoint, OutboxItem, SigningKey
from audit.offline import verify_bundle
from audit.verify import verify
from supervision import clock, delivery
from supervision.proof import bundling
from tests import stories
from tests.supervision.pages import browser, in_english, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(cara, sam, client_k):
    return stories.answered(cara, by=sam, client=client_k)


def made(organisation):
    return Checkpoint.objects.filter(organisation_id=organisation.pk)


# -- checkpoints ---------------------------------------------------------------------------------------------


def test_a_checkpoint_counts_what_it_is_signed_over(incident, organisation):
    row = checkpoints.make(organisation.pk)
    said = checkpoints.said(row)
    events = AuditEvent.objects.filter(organisation_id=organisation.pk)
    assert (said["events"], said["chains"]) == (events.count(), events.values("chain").distinct().count())
    assert (said["number"], said["former"]) == (1, "")
    assert signing.is_signed(said["key"], row.signature, row.statement)


def test_no_second_one_where_nothing_happened(incident, organisation):
    checkpoints.make(organisation.pk)
    assert checkpoints.make(organisation.pk) is None
    assert made(organisation).count() == 1


def test_one_that_follows_holds_the_former_and_what_moved_alone(incident, organisation, sam):
    first = checkpoints.make(organisation.pk)
    stories.record(incident, "open", by=sam)
    second = checkpoints.make(organisation.pk)
    assert checkpoints.said(second)["former"] == checkpoints.hash_of(first.statement)
    assert [chain for chain, _length, _head in second.changed] == [f"access:{incident.pk}"]


def test_another_organisation_has_its_own(incident, organisation, olly):
    checkpoints.make(organisation.pk)
    assert made(olly.organisation).count() == 0
    assert checkpoints.make(olly.organisation_id) is None


def test_they_are_written_once(incident, organisation):
    row = checkpoints.make(organisation.pk)
    key = SigningKey.objects.get(organisation_id=organisation.pk)
    for standing in (row, key):
        for act in (standing.save, standing.delete, type(standing).objects.all().delete):
            with pytest.raises(TypeError):
                act()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(standing)._base_manager.filter(pk=standing.pk).update(number=7)


def test_the_private_key_is_not_in_the_database(organisation, incident):
    checkpoints.make(organisation.pk)
    key = SigningKey.objects.get(organisation_id=organisation.pk)
    assert len(bytes(key.private_sealed)) > 32
    assert signing._private(key).private_bytes_raw() not in bytes(key.private_sealed)


def test_a_new_key_is_vouched_for_and_signs_from_then_on(incident, organisation, sam):
    first = checkpoints.make(organisation.pk)
    call_command("checkpoint", "--organisation", str(organisation.pk), "--new-key")
    stories.record(incident, "open", by=sam)
    second = checkpoints.make(organisation.pk)
    keys = signing.keys_of(organisation.pk)
    assert [checkpoints.said(row)["key"] for row in (first, second)] == [key.public for key in keys]
    assert verify().findings == []


def test_who_has_the_data_key_no_more_cannot_prove_the_key(incident, organisation, settings):
    checkpoints.make(organisation.pk)
    settings.DATA_KEYS = [(200, bytes(32))]
    assert "signing key 1: was not made here" in map(str, verify().findings)


# -- the clock -----------------------------------------------------------------------------------------------


A_DAY = datetime.timedelta(days=1, minutes=1)


def signed():
    return clock.run().rows("signed")


def test_the_clock_signs_once_a_day_where_something_happened(incident, organisation, sam, time_machine):
    assert signed() == []  # a day after its first event
    time_machine.move_to(timezone.now() + A_DAY)
    assert organisation in signed()
    assert signed() == []
    stories.record(incident, "open", by=sam)
    assert signed() == []
    time_machine.move_to(timezone.now() + A_DAY)
    assert organisation in signed()
    assert signed() == []


def test_a_dry_run_signs_nothing(incident, organisation, time_machine):
    time_machine.move_to(timezone.now() + A_DAY)
    assert clock.run(dry_run=True).rows("signed") == [organisation]
    assert made(organisation).count() == 0


# -- the mail ------------------------------------------------------------------------------------------------


def test_each_checkpoint_is_sent_without_a_word_of_content(incident, organisation, settings, mailbox):
    settings.CHECKPOINT_MAIL = ["board@elsewhere.example", "notary@elsewhere.example"]
    row = checkpoints.make(organisation.pk)
    item = OutboxItem.objects.get(channel="checkpoint")
    assert (item.recipient_id, item.payload) == (row.pk, {})
    delivery.deliver_due()
    [message] = [message for message in mailbox.messages if "heckpoint" in message["Subject"]]
    assert message["To"] == "board@elsewhere.example, notary@elsewhere.example"
    text = message.get_content()
    assert verify_bundle.read_kept(text)[0][1] == checkpoints.said(row)
    for word in (stories.VERBATIM, incident.reference, str(incident.pk), "Cara", "Halász"):
        assert word not in text
    assert OutboxItem.objects.get(channel="checkpoint").sent_at


def test_without_an_address_nothing_is_sent(incident, organisation, settings):
    checkpoints.make(organisation.pk)
    assert not OutboxItem.objects.filter(channel="checkpoint").exists()


def test_addresses_that_are_gone_meanwhile_are_not_written_to(incident, organisation, settings):
    settings.CHECKPOINT_MAIL = ["board@elsewhere.example"]
    checkpoints.make(organisation.pk)
    settings.CHECKPOINT_MAIL = []
    delivery.deliver_due()
    assert OutboxItem.objects.get(channel="checkpoint").sent_at is None


# -- bundles -------------------------------------------------------------------------------------------------


def held(make, *arguments):
    with make(*arguments) as file:
        return io.BytesIO(file.read())


def lines(file, name="events.jsonl"):
    with zipfile.ZipFile(file) as archive:
        return [json.loads(line) for line in archive.read(name).splitlines()]


def chains_in(file):
    return {line["event"]["chain"] for line in lines(file)}


def test_a_bundle_of_everything_is_genuine_and_its_export_is_in_it(incident, organisation):
    file = held(bundling.bundle_of, organisation)
    report = verify_bundle.check(file)
    assert report.code == 0, report.findings
    assert report.events == AuditEvent.objects.filter(organisation_id=organisation.pk).count()
    assert AuditEvent.objects.get(act="bundle_exported").data["selection"] is False
    assert f"access:{organisation.pk}" in chains_in(file)


def test_it_holds_no_content(incident, organisation):
    content = b"".join(
        zipfile.ZipFile(held(bundling.bundle_of, organisation)).read(name)
        for name in ("events.jsonl", "checkpoints.jsonl")
    )
    assert stories.VERBATIM.encode() not in content
    assert incident.salt.encode() not in content
    assert b"Cara" not in content


def test_a_selection_is_genuine_and_holds_these_records_alone(incident, organisation, cara, sam, client_k):
    other = stories.answered(cara, by=sam, client=client_k)
    file = held(bundling.bundle_of, organisation, [incident.reference])
    report = verify_bundle.check(file)
    assert report.code == 0, report.findings
    assert chains_in(file) == {f"incident:{incident.pk}"}
    with zipfile.ZipFile(file) as archive:
        assert str(other.pk) not in archive.read("checkpoints.jsonl").decode() + archive.read("proofs.jsonl").decode()


def test_a_record_behind_a_wall_is_left_out_and_nothing_tells_of_it(cara, sam, lena, rita, client_k, organisation):
    open_one = stories.answered(cara, by=sam, client=client_k)
    walled = stories.submitted(cara, client=client_k, named=[lena])
    stories.record(open_one, "open", by=sam)
    file = held(bundling.bundle_for, lena)
    assert verify_bundle.check(file).code == 0
    assert f"incident:{open_one.pk}" in chains_in(file)
    with zipfile.ZipFile(file) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert str(walled.pk) not in everything
    assert walled.reference not in everything
    assert f"incident:{walled.pk}" in chains_in(held(bundling.bundle_for, rita))


def test_a_reporter_behind_a_pseudonym_is_not_known_by_her_id(cara, sam, rita, client_k):
    hidden = stories.submitted(cara, client=client_k, behind_pseudonym=True)
    known = stories.submitted(cara, client=client_k)
    found = chains_in(held(bundling.bundle_for, rita))
    assert f"incident:{known.pk}" in found
    assert f"incident:{hidden.pk}" not in found


def test_the_page_gives_it_and_what_checks_it(incident, rita):
    answer = browser(rita).post("/verify/bundle.zip")
    assert answer.status_code == 200
    assert verify_bundle.check(io.BytesIO(b"".join(answer.streaming_content))).code == 0
    assert AuditEvent.objects.get(act="bundle_exported").actor_id == rita.pk
    for name in ("verify_bundle.py", "verify_bundle.html"):
        answer = browser(rita).get(f"/verify/{name}")
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert b"".join(answer.streaming_content).startswith((b"#!/usr/bin", b"<!DOCTYPE"))


@pytest.mark.parametrize("name", ["cara", "sam", "petra", "ada"])
def test_it_is_for_those_who_verify(cast, name):
    send(cast[name], "/verify/bundle.zip", status=403)
    page(cast[name], "/verify/verify_bundle.py", status=403)
    with pytest.raises(NotPermitted):
        held(bundling.bundle_for, cast[name])


def test_another_organisations_bundle_cannot_be_asked_for(incident, olly, organisation):
    with pytest.raises(NotPermitted):
        stories.record(organisation, "export_bundle", by=olly, selection=False)


def test_what_was_signed_last_stands_on_the_page(incident, rita, organisation):
    rita = in_english(rita)
    assert "Nothing has been signed yet" in page(rita, "/verify/")
    row = checkpoints.make(organisation.pk)
    text = page(rita, "/verify/")
    assert "checkpoint 1" in text
    assert checkpoints.as_text(row).splitlines()[3] in text


def test_where_no_bundle_can_be_made_the_page_says_so(incident, rita, settings):
    checkpoints.make(incident.organisation_id)
    settings.DATA_KEYS = [(200, bytes(32))]
    assert "No bundle can be made now" in send(in_english(rita), "/verify/bundle.zip", status=409)


def test_the_command_refuses_what_it_cannot_do(incident, organisation, tmp_path):
    with pytest.raises(CommandError, match="no organisation"):
        call_command("audit_bundle", "--organisation", "nowhere", "--out", str(tmp_path / "b.zip"))
    with pytest.raises(CommandError, match="no record DS-2222-2222"):
        call_command(
            "audit_bundle", "--organisation", "north", "--incident", "DS-2222-2222", "--out", str(tmp_path / "b.zip")
        )
    (tmp_path / "b.zip").write_text("")
    with pytest.raises(CommandError, match="there already"):
        call_command("audit_bundle", "--organisation", "north", "--out", str(tmp_path / "b.zip"))
