"""Nobody makes herself the independent contact of what another one has: handed over by the contact's own act alone."""

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from accounts import independent
from audit.door import record
from audit.errors import NotNow
from audit.models import AuditEvent
from boundaries.models import Incident
from supervision import clock, delivery
from supervision.independent.letter import letter, written_since
from supervision.models import SealedReport
from tests import stories
from tests.supervision.sealing import accepted, invited, link, opened, point, proof_in, sent_with, wrapped


@pytest.fixture
def first(organisation, ada):
    return accepted(organisation, ada)


@pytest.fixture
def incident(first, cara, sam, tom, lena, client_k):
    return stories.submitted(cara, client=client_k, named=[sam, tom, lena])


def keys_of(key):
    return {"public_key": json.dumps(point(key)), "wrapped_key": json.dumps(wrapped())}


def answer(incident, key):
    row = SealedReport.objects.get()
    record(incident, "answer_from_outside", by=None, sealed=row.pk, proof=proof_in(row, key), body="I read it.", language="cs")


def test_an_administrator_cannot_end_her_while_a_report_waits_for_her(client, first, incident, organisation, ada):
    client.force_login(ada)
    page = client.post("/settings/independent-contact/", {"go": "end"}, follow=True)
    first[0].refresh_from_db()
    assert first[0].ended_at is None
    with pytest.raises(NotNow) as refused:
        record(organisation, "end_contact", by=ada, contact=first[0])
    assert refused.value.reasons == ["contact_at_work"]
    assert "She alone can hand over" in page.content.decode()


def test_nobody_takes_her_place_while_a_report_waits_for_her(client, first, incident, organisation, ada):
    other = invited(organisation, ada, language="en")
    page = client.post(link(other), keys_of(ec.generate_private_key(ec.SECP256R1())))
    assert (page.status_code, independent.accepted(organisation.pk)) == (400, first[0])
    assert "She alone can hand over" in page.content.decode()
    clock.run()
    assert SealedReport.objects.count() == 1


def test_what_she_has_answered_is_not_handed_to_the_next_one(first, incident, organisation, ada):
    answer(incident, first[1])
    accepted(organisation, ada)
    clock.run()
    assert [row.contact for row in SealedReport.objects.all()] == [first[0]]


def test_what_the_reporter_asked_after_the_answer_waits_again(first, incident, organisation, ada, cara):
    answer(incident, first[1])
    record(incident, "write", by=cara, body="And now?", language="hu")
    with pytest.raises(NotNow):
        record(organisation, "end_contact", by=ada, contact=first[0])


def lines_of(row, key):
    return [line["value"] for line in opened(row.sealed, key, str(row.incident_id))["lines"]]


def test_what_the_reporter_writes_after_her_end_alone_goes_to_the_next_one(first, incident, organisation, ada, cara):
    answer(incident, first[1])
    next_one = accepted(organisation, ada, language="en")
    clock.run()
    assert SealedReport.objects.count() == 1
    record(incident, "write", by=cara, body="And now, to whom?", language="hu")
    for _twice in range(2):
        clock.run()
    row = SealedReport.objects.get(contact=next_one[0])
    said = lines_of(row, next_one[1])
    assert said[1:] == ["And now, to whom?"]
    assert "has not handed it over" in said[0]
    told = incident.messages.filter(author=None).order_by("sent_at").last()
    assert told.language == "hu"
    assert SealedReport.objects.count() == 2
    record(incident, "take_outside", by=None, sealed=row.pk, proof=proof_in(row, next_one[1]))
    proof = proof_in(row, next_one[1])
    record(incident, "answer_from_outside", by=None, sealed=row.pk, proof=proof, body="To me.", language="en")
    assert not incident.deadlines.open().filter(kind="reply").exists()


def test_where_nobody_is_the_contact_it_waits_for_whoever_accepts(first, incident, organisation, ada, cara):
    answer(incident, first[1])
    record(organisation, "end_contact", by=ada, contact=first[0])
    record(incident, "write", by=cara, body="Is anybody there?", language="hu")
    clock.run()
    assert SealedReport.objects.count() == 1
    assert incident.deadlines.open().filter(kind="reply").exists()
    later = accepted(organisation, ada, language="en")
    clock.run()
    assert lines_of(SealedReport.objects.get(contact=later[0]), later[1])[1:] == ["Is anybody there?"]


def test_by_her_own_link_she_hands_over_once(client, first, incident, organisation, ada):
    client.get(link(first[0]))
    assert 'value="leave"' in client.get("/independent/reports/").content.decode()
    for _again in range(2):
        client.post("/independent/reports/", {"go": "leave"})
    assert 'value="leave"' not in client.get("/independent/reports/").content.decode()
    assert AuditEvent.objects.filter(act="contact_left", data__contact=str(first[0].pk)).count() == 1
    second, key = accepted(organisation, ada)
    clock.run()
    row = SealedReport.objects.get(contact=second)
    assert opened(row.sealed, key, str(incident.pk))["reference"] == incident.reference


def test_who_is_ended_is_told_by_mail(first, organisation, ada, mailbox):
    record(organisation, "end_contact", by=ada, contact=first[0])
    delivery.deliver_due()
    subjects = [mail["Subject"] for mail in mailbox.messages if mail["To"] == "irma@outside.example"]
    assert len(subjects) == 1
    assert link(first[0]) in mailbox.messages[-1].get_body(("plain",)).get_content()


def test_who_is_replaced_is_told_by_mail(first, organisation, ada, mailbox):
    delivery.deliver_due()
    before = len(mailbox.messages)
    accepted(organisation, ada)
    delivery.deliver_due()
    assert len([m for m in mailbox.messages[before:] if link(first[0]) in m.get_body(("plain",)).get_content()]) == 1


def test_a_new_link_ends_the_old_one_and_what_it_had_opened(client, first, organisation, ada):
    old = link(first[0])
    client.get(old)
    assert client.get("/independent/reports/").status_code == 200
    client.force_login(ada)
    client.post("/settings/independent-contact/", {"go": "renew_accepted"})
    assert client.get("/independent/reports/")["Location"] == "/independent/"
    assert client.get(old)["Location"] == "/independent/"
    first[0].refresh_from_db()
    assert client.get(link(first[0]))["Location"] == "/independent/reports/"


@pytest.mark.parametrize("go", ["have", "answer"])
@pytest.mark.parametrize("proof", [None, "", "x" * 43, "é"])
def test_the_link_without_the_key_says_nothing_to_the_reporter(client, first, incident, go, proof):
    client.get(link(first[0]))
    sent = {"report": str(SealedReport.objects.get().pk), "go": go, "body": "Never mind."}
    client.post("/independent/reports/", sent | ({} if proof is None else {"proof": proof}))
    assert SealedReport.objects.get().opened_at is None
    assert not AuditEvent.objects.filter(act__in=["sealed_report_read", "contact_answered"]).exists()


def test_the_proof_stands_in_the_seal_alone(first, incident):
    row = SealedReport.objects.get()
    proof = proof_in(row, first[1])
    assert row.sealed["proof"] == hashlib.sha256(proof.encode()).hexdigest()
    assert proof not in str(row.sealed)


def test_an_ended_contact_takes_nothing_more(first, incident, organisation):
    sent = sent_with(first[1])
    record(organisation, "leave_as_contact", by=None, contact=first[0])
    with pytest.raises(NotNow):
        record(incident, "take_outside", by=None, sealed=sent["report"], proof=sent["proof"])


def test_when_somebody_inside_has_it_she_reads_no_further(client, first, incident, cara, petra):
    record(incident, "write", by=cara, body="It happened again.", language="hu")
    client.get(link(first[0]))
    pk = str(SealedReport.objects.get().pk)
    assert len(client.get("/independent/reports/").context["locked"]["reports"][pk]) == 2
    Incident.objects.filter(pk=incident.pk).update(assignee=petra)
    assert len(client.get("/independent/reports/").context["locked"]["reports"][pk]) == 1


def test_her_keys_fingerprint_stands_in_the_chain_and_on_her_page(client, first):
    contact, key = first
    digits = hashlib.sha256(json.dumps(point(key), sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    assert AuditEvent.objects.get(act="contact_accepted").data["public_key_sha256"] == digits
    client.get(link(contact))
    assert client.get("/independent/reports/").context["fingerprint"].replace(" ", "") == digits


def test_those_that_are_refused_starve_nobody(monkeypatch, cara, sam, tom, lena, client_k, organisation, ada):
    monkeypatch.setattr(clock, "BATCH", 1)
    for _each in range(2):
        refused = stories.submitted(cara, client=client_k, named=[tom, lena])
        Incident.objects.filter(pk=refused.pk).update(assignee=None)
    first, second = (stories.submitted(cara, client=client_k, named=[sam, tom, lena]) for _each in range(2))
    accepted(organisation, ada)
    clock.run()
    assert set(SealedReport.objects.values_list("incident", flat=True)) == {first.pk, second.pk}


def test_behind_a_pseudonym_no_line_has_the_reporters_name(first, cara, sam, tom, lena, client_k):
    own = f"I am {cara.given_name} {cara.family_name}, ask {cara.given_name}."
    told = {"named": [sam, tom, lena], "what_happened": own, "behind_pseudonym": True}
    incident = stories.submitted(cara, client=client_k, **told)
    record(incident, "write", by=cara, body=f"{cara.short_name} again.", language="hu")
    row = SealedReport.objects.get()
    first_seal = json.dumps(opened(row.sealed, first[1], str(incident.pk)), ensure_ascii=False)
    whole = [first_seal, written_since(incident, first[0], row.at).decode(), letter(incident, first[0], "p").decode()]
    assert ["again" in text for text in whole] == [False, True, True]
    assert [name for name in (cara.given_name, cara.family_name) for text in whole if name in text] == []
