"""What nobody inside may answer: sealed for the independent contact, opened by her key alone, answered from outside."""

import datetime

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import call_command
from django.utils import timezone

from audit.door import perform, record
from audit.models import AuditEvent, OutboxItem
from boundaries.models import Incident
from supervision import clock, delivery
from supervision.models import Deadline, Notice, SealedReport
from tests import stories
from tests.cast import make_person
from tests.supervision.sealing import accepted, link, opened, sent_with

WORDS = "He said that nobody would believe me."


@pytest.fixture
def contact_and_key(organisation, ada):
    return accepted(organisation, ada)


@pytest.fixture
def without_anybody(cara, sam, tom, lena, client_k):
    """A function that sends a report in which everybody who answers is named."""

    def send(**fields):
        return stories.submitted(cara, client=client_k, named=[sam, tom, lena], what_happened=WORDS, **fields)

    return send


def test_what_nobody_inside_may_answer_is_sealed_when_it_is_sent(contact_and_key, without_anybody):
    _contact, key = contact_and_key
    incident = without_anybody()
    sealed = SealedReport.objects.get()
    letter = opened(sealed.sealed, key, str(incident.pk))
    said = [line["value"] for line in letter["lines"]]
    assert (letter["reference"], letter["language"]) == (incident.reference, "hu")
    assert [WORDS in said, "Cara Halász" in said, any("Sam Fekete" in value for value in said)] == [True, True, True]
    assert WORDS not in str(sealed.sealed)
    assert incident.assignee is None
    call_command("audit_verify")


def test_another_key_or_another_report_opens_nothing(contact_and_key, without_anybody):
    _contact, key = contact_and_key
    incident = without_anybody()
    sealed = SealedReport.objects.get().sealed
    for other, context in ((ec.generate_private_key(ec.SECP256R1()), str(incident.pk)), (key, "another")):
        with pytest.raises(InvalidTag):
            opened(sealed, other, context)


def test_two_seals_of_one_text_have_nothing_in_common(contact_and_key, without_anybody):
    without_anybody()
    without_anybody()
    first, second = (row.sealed for row in SealedReport.objects.all())
    assert {first[name] == second[name] for name in ("iv", "ciphertext")} | {first["epk"] == second["epk"]} == {False}


def test_she_gets_a_mail_without_content(contact_and_key, without_anybody, mailbox):
    contact, _key = contact_and_key
    incident = without_anybody()
    delivery.deliver_due()
    mail = [mail for mail in mailbox.messages if mail["To"] == "irma@outside.example"][-1]
    text = mail.get_body(("plain",)).get_content()
    assert link(contact) in text
    assert [word for word in (incident.reference, WORDS, "Cara", "Sam") if word in text] == []


def test_what_somebody_inside_may_answer_stays_inside(contact_and_key, cara, sam, lena, client_k):
    stories.submitted(cara, client=client_k, named=[sam])
    assert not SealedReport.objects.exists()


def test_without_a_contact_the_report_waits_with_its_clock_running(without_anybody, client, ada):
    incident = without_anybody()
    assert (incident.assignee, Deadline.objects.get(incident=incident).owner) == (None, None)
    client.force_login(ada)
    page = client.get("/settings/set-up/").content.decode()
    assert incident.reference not in page
    assert "report has" not in page


def test_who_accepts_later_is_handed_what_waits(without_anybody, organisation, ada):
    incident = without_anybody()
    _contact, key = accepted(organisation, ada)
    for _again in range(2):
        clock.run()
    assert opened(SealedReport.objects.get().sealed, key, str(incident.pk))["reference"] == incident.reference


def test_when_the_last_person_leaves_it_goes_outside(contact_and_key, cara, sam, tom, lena, client_k):
    incident = stories.submitted(cara, client=client_k, named=[tom, lena])
    assert incident.assignee == sam
    sam.is_active = False
    sam.save()
    for _again in range(2):
        clock.run()
    incident.refresh_from_db()
    assert (incident.assignee, SealedReport.objects.count()) == (None, 1)
    assert not Deadline.objects.open().filter(incident=incident, kind="reply").exclude(owner=None).exists()
    assert AuditEvent.objects.filter(act="report_sealed").count() == 1


def test_who_comes_after_her_gets_what_she_let_go_and_the_old_key_opens_the_first_seal(without_anybody, organisation, ada):
    first, old_key = accepted(organisation, ada)
    incident = without_anybody()
    record(organisation, "leave_as_contact", by=None, contact=first)
    second, new_key = accepted(organisation, ada)
    clock.run()
    before, after = SealedReport.objects.order_by("at")
    assert opened(before.sealed, old_key, str(incident.pk)) is not None
    assert (after.contact, opened(after.sealed, new_key, str(incident.pk))["reference"]) == (second, incident.reference)


def test_when_she_has_it_the_reporter_is_told_in_her_language(client, contact_and_key, without_anybody):
    contact, key = contact_and_key
    incident = without_anybody()
    client.get(link(contact))
    for _again in range(2):
        client.post("/independent/reports/", sent_with(key) | {"go": "have"})
    assert SealedReport.objects.get().opened_at is not None
    assert AuditEvent.objects.filter(act="sealed_report_read").count() == 1
    line = incident.messages.order_by("sent_at").last()
    assert (line.author, line.language, line.kind) == (None, "hu", "notice")


def test_her_answer_meets_the_duty_and_says_from_whom_it_comes(client, contact_and_key, without_anybody, cara):
    contact, key = contact_and_key
    incident = without_anybody()
    client.get(link(contact))
    sent = sent_with(key) | {"go": "answer", "body": "I have spoken with the board."}
    assert client.post("/independent/reports/", sent).status_code == 302
    message = incident.messages.get(kind="reply")
    assert message.author is None
    assert message.body.endswith("\n\nI have spoken with the board.")
    assert not Deadline.objects.open().filter(incident=incident).exists()
    assert Notice.objects.filter(user=cara, kind="answered").count() == 1
    client.force_login(cara)
    assert "I have spoken with the board." in client.get(f"/incidents/{incident.reference}/").content.decode()


def test_an_empty_answer_is_none(client, contact_and_key, without_anybody):
    contact, key = contact_and_key
    incident = without_anybody()
    client.get(link(contact))
    client.post("/independent/reports/", sent_with(key) | {"go": "answer", "body": " "})
    assert not incident.messages.filter(kind="reply").exists()


def test_another_contacts_report_is_not_there(client, contact_and_key, without_anybody, elsewhere):
    without_anybody()
    boss = make_person(elsewhere, None, "Bo Away", "administrator")
    away, _key = accepted(elsewhere, boss)
    client.get(link(away))
    sent = {"report": str(SealedReport.objects.get().pk), "go": "have"}
    assert client.post("/independent/reports/", sent).status_code == 302
    assert SealedReport.objects.get().opened_at is None


def test_what_the_reporter_writes_next_reaches_her(client, contact_and_key, without_anybody, cara):
    incident = without_anybody()
    before = OutboxItem.objects.filter(channel="independent").count()
    record(incident, "write", by=cara, body="It happened again.", language="hu")
    assert OutboxItem.objects.filter(channel="independent").count() == before + 1
    contact, key = contact_and_key
    client.get(link(contact))
    page = client.get("/independent/reports/")
    assert "It happened again." not in page.content.decode()
    [parts] = page.context["locked"]["reports"].values()
    said = [opened(part, key, part["context"])["lines"][-1]["value"] for part in parts]
    assert (len(said), said[-1]) == (2, "It happened again.")


def test_nobody_named_is_told_anything(contact_and_key, without_anybody, sam, tom, lena):
    incident = without_anybody()
    later = timezone.now() + datetime.timedelta(days=3)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timezone, "now", lambda: later)
        clock.run()
    assert not Notice.objects.filter(user__in=[sam, tom, lena]).exists()
    assert not Deadline.objects.filter(incident=incident, owner__in=[sam, tom, lena]).exists()
    assert [p for p in (sam, tom, lena) if Incident.objects.visible_to(p).filter(pk=incident.pk).exists()] == []


def test_a_withdrawn_report_is_sealed_for_nobody(without_anybody, organisation, ada, cara):
    perform(without_anybody(), "withdraw", by=cara, reason="Settled")
    accepted(organisation, ada)
    clock.run()
    assert not SealedReport.objects.exists()
