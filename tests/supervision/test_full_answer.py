"""A full answer: seven phases before it, four parts in it, all of it frozen with the message (B-CS-09 to B-CS-17)."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from audit.door import perform, record
from audit.models import AuditEvent
from boundaries.models import Incident
from supervision.composer.needed import full_answer_given
from supervision.exports.record import record_document
from supervision.models import Message, Preparation, ReplyDraft
from tests import stories
from tests.supervision.pages import address, in_english, page, send

pytestmark = pytest.mark.django_db
FIELDS = stories.typed()


def faults(incident, by, **changed):
    with pytest.raises(ValidationError) as fault:
        perform(incident, "acknowledge", by=by, message=stories.full(**changed))
    return fault.value.message_dict


# -- through the door ----------------------------------------------------------------------------------------------


def test_the_four_parts_become_one_letter_and_stay_apart_beside_it(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.full())
    message = incident.messages.get(kind="reply")
    assert message.body.startswith("Thank you for telling us, Cara.\n\nYou were asked")
    assert message.body.endswith("Kind regards, Sam F.")
    row = message.preparation
    assert (row.clarified, row.contact_type, row.consulted) == (stories.PREPARED["clarified"], "counselling", "waived")
    assert row.received_at == incident.submitted_at
    assert row.limits_attested_at is not None
    assert incident.contact_type == "counselling"
    proven = AuditEvent.objects.get(chain__contains=str(incident.pk), act="incident_acknowledged").data["digests"]
    assert row.evidence_key("preparation") in proven


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seen", False), ("clarified", "  "), ("contact_type", ""), ("contact_type", "angry"), ("compared", ""),
        ("waived_reason", ""), ("limits", False), ("greeting", ""), ("summary", "\u200b "), ("explanation", ""), ("closing", ""),
    ],
)  # fmt: skip
def test_each_phase_and_each_part_is_asked_for_and_nothing_goes_out_without(cara, sam, field, value):
    incident = stories.submitted(cara)
    assert list(faults(incident, sam, **{field: value})) == [field]
    assert Incident.objects.get(pk=incident.pk).status == "submitted"
    assert not Preparation.objects.exists()


def test_all_that_is_open_is_said_at_once(cara, sam):
    nothing = dict.fromkeys(stories.PREPARED, "")
    found = faults(stories.submitted(cara), sam, **nothing)
    assert set(found) == set(stories.PREPARED)


@pytest.mark.parametrize("contact_type", ["abusive", "urgent"])
def test_what_is_abusive_or_urgent_is_not_answered_alone(cara, sam, contact_type):
    assert list(faults(stories.submitted(cara), sam, contact_type=contact_type)) == ["waived_reason"]


def test_with_a_safety_concern_nobody_answers_alone(cara, sam):
    assert list(faults(stories.submitted(cara, safety_concern="unsure"), sam)) == ["waived_reason"]


def test_what_was_decided_by_somebody_else_is_a_second_head(cara, sam, lena):
    incident = stories.decided(cara, sam, lena)
    changed = {"contact_type": "urgent", "contact_type_note": "He rang in the night.", "waived_reason": ""}
    record(incident, "answer", by=sam, **stories.full(**changed))
    assert Preparation.objects.latest("limits_attested_at").consulted == "decided"


def test_an_answer_of_any_other_kind_needs_nothing_of_it(cara, sam):
    perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.message(kind="question"))
    assert not Preparation.objects.exists()


def test_the_reports_own_words_are_no_summary(cara, sam):
    incident = stories.submitted(cara, what_happened="She asked me for my number again, and her son stood beside her.")
    copied = "she asked me for my NUMBER again — and her son stood beside her"
    assert list(faults(incident, sam, summary=copied)) == ["summary"]
    assert list(faults(incident, sam, summary="and her son stood beside her!")) == ["summary"]
    perform(incident, "acknowledge", by=sam, message=stories.full(summary="Her son was there as well."))


def test_another_kind_of_contact_later_needs_a_word_why(cara, sam):
    incident = perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.full())
    with pytest.raises(ValidationError) as fault:
        record(incident, "answer", by=sam, **stories.full(contact_type="testing"))
    assert list(fault.value.message_dict) == ["contact_type_note"]
    record(incident, "answer", by=sam, **stories.full(contact_type="testing", contact_type_note="It came a third time."))
    assert Incident.objects.get(pk=incident.pk).contact_type == "testing"
    assert Preparation.objects.count() == 2


def test_the_earlier_records_that_its_writer_had_before_her_are_kept(cara, sam, client_k):
    earlier = stories.submitted(cara, client=client_k)
    hidden = stories.submitted(cara, client=client_k, named=[sam])
    perform(stories.submitted(cara, client=client_k), "acknowledge", by=sam, message=stories.full())
    assert Preparation.objects.get().looked_up == [earlier.reference]
    assert hidden.reference not in Preparation.objects.get().looked_up


def test_who_stays_behind_a_pseudonym_is_not_looked_up_by_her_other_reports(cara, sam):
    stories.submitted(cara)
    perform(stories.submitted(cara, behind_pseudonym=True), "acknowledge", by=sam, message=stories.full())
    assert Preparation.objects.get().looked_up == []


def test_it_never_changes_afterwards(cara, sam):
    perform(stories.submitted(cara), "acknowledge", by=sam, message=stories.full())
    for change in (lambda rows: rows.update(clarified="Something else"), lambda rows: rows.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Preparation.objects)


def test_a_correction_of_it_asks_for_no_second_one(cara, sam):
    incident = stories.answered(cara, sam)
    first = Message.objects.get(incident=incident, kind="reply")
    record(incident, "correct", by=sam, message=str(first.pk), body="What I meant is this.", language="en")
    assert full_answer_given(incident) == []


def test_the_printed_record_says_how_it_was_prepared_and_names_no_other_record(cara, sam, client_k):
    earlier = stories.submitted(cara, client=client_k)
    incident = stories.answered(cara, sam, client=client_k)
    printed = json.dumps(record_document(incident, language="en", profile="identified"), default=str)
    assert stories.PREPARED["clarified"] in printed
    assert "Earlier records looked at: 1" in printed
    assert earlier.reference not in printed
    own = json.dumps(record_document(incident, language="en", profile="reporter"), default=str)
    assert stories.PREPARED["clarified"] not in own


# -- the page ------------------------------------------------------------------------------------------------------


def test_its_page_sends_it_and_the_reporter_reads_one_letter(cara, sam):
    incident = stories.submitted(cara)
    assert 'href="#phase-seen"' in page(sam, address(incident, "compose"))
    send(sam, address(incident, "compose"), **FIELDS)
    assert Incident.objects.get(pk=incident.pk).status == "acknowledged"
    assert "the duty line answers" in page(cara, address(incident))


def test_what_is_missing_is_named_beside_its_field_and_nothing_is_lost(cara, sam):
    incident = stories.submitted(cara)
    text = send(in_english(sam), address(incident, "compose"), status=200, **(FIELDS | {"seen": ""}))
    assert "Phase 2: look at the earlier contacts first." in text
    assert FIELDS["explanation"] in text


def test_a_gap_of_a_prepared_text_is_not_sent(cara, sam):
    incident = stories.submitted(cara)
    text = send(in_english(sam), address(incident, "compose"), status=200, **(FIELDS | {"explanation": "Call {place}."}))
    assert "Fill in what is still open: {place}" in text


def test_a_clients_name_is_offered_its_code_first(cara, sam, client_k):
    incident = stories.submitted(cara, client=client_k)
    name = client_k.identity.family_name
    fields = FIELDS | {"explanation": f"Tell {name} that the duty line answers. Would that fit?", "names": "shown"}
    assert client_k.code in send(sam, address(incident, "compose"), status=200, **fields)
    assert not Message.objects.filter(incident=incident, kind="reply").exists()


def test_it_is_seen_beforehand_as_the_reporter_will(cara, sam):
    incident = stories.submitted(cara)
    text = send(sam, address(incident, "compose"), status=200, preview="1", **FIELDS)
    assert "<p>Thank you for telling us, Cara.</p>" in text
    assert not Message.objects.filter(incident=incident, kind="reply").exists()


def test_what_is_being_asked_begins_the_summary(cara, sam):
    incident = stories.submitted(cara)
    text = send(sam, address(incident, "compose"), status=200, insert="summary", **(FIELDS | {"summary": ""}))
    assert text.count(FIELDS["clarified"]) == 2


def test_a_text_of_the_library_goes_into_its_part(cara, sam):
    from policies.models import LibraryItem

    incident = stories.submitted(cara)
    item = LibraryItem.objects.get(key="can_validate", retired_at=None)
    text = send(sam, address(incident, "compose"), status=200, insert=str(item.pk), **FIELDS)
    explanation = text.split('name="explanation"')[1].split("</textarea>")[0]
    assert "It is all right to feel uneasy about this." in explanation
    assert f'value="{item.pk}"' in text


def test_a_draft_is_kept_as_it_stands_and_shown_to_nobody_else(cara, sam, lena):
    incident = stories.submitted(cara)
    send(sam, address(incident, "compose"), keep="1", **(FIELDS | {"closing": ""}))
    assert ReplyDraft.objects.get(user=sam).prepared["summary"] == FIELDS["summary"]
    assert FIELDS["summary"] in page(sam, address(incident, "compose"))
    for other in (cara, lena):
        where = address(incident) if other == cara else address(incident, "compose")
        assert FIELDS["summary"] not in page(other, where)
    send(sam, address(incident, "compose"), **FIELDS)
    assert not ReplyDraft.objects.exists()


def test_a_script_keeps_it_while_it_is_written(cara, sam, tom):
    incident = stories.submitted(cara)
    send(sam, address(incident, "compose/keep"), status=204, **FIELDS)
    assert ReplyDraft.objects.get(user=sam).prepared["clarified"] == FIELDS["clarified"]
    send(cara, address(incident, "compose/keep"), status=403, **FIELDS)


def test_the_reporter_may_not_and_an_outsider_finds_nothing(cara, sam, olly):
    incident = stories.submitted(cara)
    assert page(cara, address(incident, "compose"), status=403)
    assert page(olly, address(incident, "compose"), status=404)
    send(olly, address(incident, "compose/keep"), status=404, **FIELDS)


def test_when_it_cannot_be_sent_any_more_what_was_written_is_shown(cara, sam):
    closed = stories.closed(cara, sam)
    text = send(sam, address(closed, "compose"), status=409, **FIELDS)
    assert FIELDS["explanation"] in text


def test_a_hint_is_read_once_before_it_goes(cara, sam):
    incident = stories.submitted(cara)
    without = FIELDS | {"explanation": "What you said was right.", "hints": "shown"}
    text = send(in_english(sam), address(incident, "compose"), status=200, **without)
    assert "No question in this reply." in text
    send(sam, address(incident, "compose"), anyway="1", **without)
