"""What a report about a gift came to: its entry, its correction, a second person's word, and who is told."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.roles import Role
from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from supervision.models import GiftEntry, Notice
from tests import stories
from tests.cast import make_person
from tests.supervision import giving
from tests.supervision.pages import address, in_english, page, send

FORM = {
    "thing": "money", "what": "An envelope", "direction": "client_to_staff", "worth": "known", "value": "12 500,50",
    "currency": "HUF", "became": "accepted",
}  # fmt: skip


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, sam, client=client_k, event="larger_gift_or_cash")


def approve(incident, by, reason="Told at once, and small.", **more):
    return record(incident, "approve_gift", by=by, reason=reason, **more)


def refusal(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


def test_what_was_declined_needs_nobodys_approval(incident, sam, lena):
    row = giving.entered(incident, sam, **giving.CAKE, value_cents=None, currency="")
    assert (row.became, row.worth, row.value, row.waits) == ("refused", "none", None, False)
    assert not Notice.objects.filter(kind="gift_waits").exists()
    assert refusal(lambda: approve(incident, lena)) == ["no_gift_waits"]


def test_what_was_accepted_waits_until_a_lead_approves_it(incident, sam, lena, cara):
    row = giving.entered(incident, sam)
    assert row.waits
    assert [note.user for note in Notice.objects.filter(kind="gift_waits")] == [lena]
    approve(incident, lena)
    row.refresh_from_db()
    assert (row.is_approved, row.decided_by, row.decided_reason) == (True, lena, "Told at once, and small.")
    assert {note.user for note in Notice.objects.filter(kind="gift_decided")} == {cara, sam}
    assert not Notice.objects.filter(kind="gift_waits", settled_at=None).exists()
    acts = list(AuditEvent.objects.filter(object_id=incident.pk).values_list("act", flat=True))
    assert {"gift_entered", "gift_approved"} <= set(acts)
    assert verify().findings == []


def test_not_approved_is_told_to_the_reporter_with_its_reason(incident, sam, lena, cara):
    giving.entered(incident, sam)
    send(lena, address(incident, "decide-gift"), decision="refused", reason="Cash is never kept.")
    text = page(in_english(cara), address(incident))
    assert "Cash is never kept." in text
    assert "Not approved by" in text


def test_nobody_approves_twice(incident, sam, lena):
    giving.entered(incident, sam)
    approve(incident, lena)
    assert refusal(lambda: approve(incident, lena)) == ["gift_decided"]
    assert "decided about this entry already" in send(
        in_english(lena), address(incident, "decide-gift"), 409, decision="approved", reason="Again"
    )


def test_the_receiver_whoever_wrote_it_and_whoever_is_named_never_approve(organisation, cara, sam, lena, client_k):
    judit = make_person(organisation, None, "Judit Bán", Role.LEAD)
    incident = stories.answered(cara, sam, client=client_k, event="small_gift", named=[judit])
    giving.entered(incident, lena)
    for person in (cara, sam, judit, lena):
        with pytest.raises(NotPermitted):
            approve(incident, person)
    page(judit, address(incident), 404)
    page(judit, address(incident, "decide-gift"), 404)
    assert not Notice.objects.filter(user=judit).exists()
    assert "Nobody else here can approve it" in page(in_english(lena), address(incident))


def test_a_lead_who_received_it_herself_never_approves_it(organisation, lena, team, client_k, sam):
    other = make_person(organisation, None, "Judit Bán", Role.LEAD)
    incident = stories.submitted(lena, client=client_k, event="small_gift")
    giving.entered(incident, sam)
    send(lena, address(incident, "decide-gift"), 403, decision="approved", reason="Mine")
    send(lena, address(incident, "gift"), 403, **FORM)
    assert [note.user for note in Notice.objects.filter(kind="gift_waits")] == [other]


def test_only_those_who_answer_write_it_and_nobody_from_elsewhere(incident, cara, rita, tom, olly):
    send(cara, address(incident, "gift"), 403, **FORM)
    send(rita, address(incident, "gift"), 403, **FORM)
    for person in (tom, olly):
        send(person, address(incident, "gift"), 404, **FORM)
    assert not GiftEntry.objects.exists()


def test_the_form_takes_a_value_as_it_is_written_here(incident, sam):
    send(sam, address(incident, "gift"), **FORM)
    row = GiftEntry.objects.get()
    assert (row.value_cents, row.currency, row.what) == (1_250_050, "HUF", "An envelope")
    assert "12,500.50 HUF" in page(in_english(sam), address(incident))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "-5"), ("value", "0"), ("value", "a lot"), ("value", "1.200,50"), ("value", "12,345"), ("value", ""),
        ("value", "1e9"), ("value", "9999999999999"), ("value", "NaN"), ("value", "Infinity"), ("currency", "XXX"),
        ("what", "  "), ("what", "x" * 201), ("thing", "house"), ("became", "eaten"), ("became", "returned"),
        ("returned_on", "soon"), ("direction", ""), ("worth", "much"), ("worth", "unknown"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_said_beside_its_field(incident, sam, field, value):
    text = send(in_english(sam), address(incident, "gift"), 200, **(FORM | {field: value}))
    assert "Please look at this again" in text
    assert not GiftEntry.objects.exists()


def test_given_back_on_a_day_that_has_been(incident, sam):
    tomorrow = timezone.localdate() + datetime.timedelta(days=2)
    back = FORM | {"became": "returned"}
    assert "future" in send(in_english(sam), address(incident, "gift"), 200, **back, returned_on=tomorrow.isoformat())
    send(sam, address(incident, "gift"), **back, returned_on="2026-01-03")
    assert GiftEntry.objects.get().returned_on == datetime.date(2026, 1, 3)


@pytest.mark.parametrize("cents", [-1, 0, 10**11 + 1, None])
def test_a_value_that_cannot_be_one_is_refused_behind_the_form_too(incident, sam, cents):
    with pytest.raises(ValidationError) as caught:
        giving.entered(incident, sam, value_cents=cents)
    assert list(caught.value.message_dict) == ["value"]


def test_a_report_of_another_kind_has_no_entry(cara, sam, lena, client_k):
    phone = stories.answered(cara, sam, client=client_k)
    assert refusal(lambda: giving.entered(phone, sam)) == ["not_of_gifts"]
    send(sam, address(phone, "gift"), 409, **FORM)
    assert 'id="gifts"' not in page(sam, address(phone))


@pytest.mark.parametrize(
    "event", ["small_gift", "gift_to_client", "loan_or_sale", "will_or_contract", "dual_relationship"]
)
def test_every_kind_of_benefit_has_one(cara, sam, lena, client_k, event):
    incident = stories.answered(cara, sam, client=client_k, event=event)
    assert 'id="gifts"' in page(sam, address(incident))
    assert giving.entered(incident, sam).pk


def test_what_was_taken_back_by_its_reporter_has_none(cara, sam, lena):
    assert refusal(lambda: giving.entered(stories.withdrawn(cara, event="small_gift"), sam)) == ["wrong_status"]


def test_a_correction_replaces_the_former_and_says_why(incident, sam, lena):
    first = giving.entered(incident, sam)
    with pytest.raises(ValidationError) as caught:
        giving.entered(incident, sam, value_cents=100)
    assert list(caught.value.message_dict) == ["why"]
    second = giving.entered(incident, sam, value_cents=100, why="It was counted again.")
    assert (second.replaces, GiftEntry.objects.count()) == (first, 2)
    assert refusal(lambda: approve(incident, lena, entry=str(first.pk))) == ["gift_corrected"]
    approve(incident, lena, entry=str(second.pk))
    text = page(in_english(sam), address(incident))
    assert "It was counted again." in text
    assert "Former entries" in text
    assert verify().findings == []


def test_a_correction_of_what_was_approved_is_approved_anew(incident, sam, lena):
    giving.approved(incident, sam, lena)
    row = giving.entered(incident, sam, value_cents=9_900_000, why="There was a second envelope.")
    assert row.waits
    assert Notice.objects.filter(user=lena, kind="gift_waits", settled_at=None).count() == 1


def test_it_may_be_written_after_the_end(cara, sam, lena, client_k):
    incident = stories.closed(cara, sam, client=client_k, event="small_gift")
    giving.approved(incident, sam, lena)
    assert verify().findings == []


def test_the_reporter_reads_it_in_plain_words_and_changes_nothing(incident, sam, cara):
    giving.entered(incident, sam)
    text = page(in_english(cara), address(incident))
    for words in (
        "Your report stands in the register of gifts",
        "An envelope at Christmas",
        "12,500.50 HUF",
        "Waits for approval",
    ):
        assert words in text, words
    assert address(incident, "gift") not in text
    assert address(incident, "decide-gift") not in text


def test_an_auditor_reads_it_without_names(incident, sam, lena, rita):
    giving.entered(incident, sam, what="An envelope for Cara from Mrs Szabó")
    approve(incident, lena, reason="Cara told us at once.")
    text = page(in_english(rita), address(incident))
    assert "An envelope for" in text
    assert [name for name in ("Cara", "Halász", "Szabó", "Lena", "Lund", "Sam F") if name in text] == []


def test_a_reporter_behind_a_pseudonym_stays_there(cara, sam, lena, client_k):
    incident = stories.answered(cara, sam, client=client_k, event="small_gift", behind_pseudonym=True)
    giving.entered(incident, lena, what="Chocolate for Cara")
    text = page(in_english(sam), address(incident))
    assert "Chocolate for" in text
    assert "Cara" not in text


def test_nothing_stands_where_the_chain_could_not_be_written(incident, sam, monkeypatch):
    monkeypatch.setattr("audit.chain.append", lambda *args, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        giving.entered(incident, sam)
    assert not GiftEntry.objects.exists()
    assert not Notice.objects.filter(kind="gift_waits").exists()


def test_the_printed_record_holds_it(incident, sam, lena):
    from supervision.exports.record import record_document

    giving.approved(incident, sam, lena)
    assert "Register of gifts: Money, tip or voucher, 12,500.50 HUF" in str(record_document(incident, language="en"))
