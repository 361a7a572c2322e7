"""What an authority was told: which, when, what, on what ground, whether the client knows; its decision satisfies R5."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from policies.models import DirectoryEntry
from supervision.exports.record import record_document
from supervision.models import Consultation, Deadline, Notice
from tests import directory, stories
from tests.supervision.pages import address, in_english, page, send

TOLD = {
    "authority_name": "Guardianship office",
    "extract": "That she is alone at night.",
    "ground": "Danger to her life",
    "client_told": True,
    "language": "en",
}
SENT = TOLD | {"client_told": "yes", "asked_at": "2026-01-05T10:00"}
DECISION = "They visit her tomorrow."


@pytest.fixture
def incident(cara, sam, lena, client_k):
    """With a safety concern, so that somebody has to decide."""
    return stories.answered(cara, sam, client=client_k, safety_concern="yes")


@pytest.fixture
def told(incident, sam):
    record(incident, "record_authority", by=sam, **TOLD)
    return Consultation.objects.get()


def faults(act):
    with pytest.raises(ValidationError) as caught:
        act()
    return list(caught.value.message_dict)


def refusal(act):
    with pytest.raises(NotNow) as caught:
        act()
    return caught.value.reasons


def decide(row, by, answer=DECISION):
    return record(row.incident, "record_authority_answer", by=by, consultation=row.pk, answer=answer)


def test_r5_a_decision_of_an_authority_counts_as_soon_as_it_is_recorded(incident, told, sam):
    missing = ["safety_not_decided", "full_answer_missing", "goal_missing"]
    assert incident.reasons_against("resolve") == missing
    decide(told, sam)
    assert stories.resolve(incident, sam).status == "resolved"
    assert verify().findings == []


def test_recorded_with_its_decision_it_counts_at_once(incident, sam):
    record(incident, "record_authority", by=sam, answer=DECISION, **TOLD)
    assert stories.resolve(incident, sam).status == "resolved"


def test_what_a_colleague_says_decides_nothing(incident, sam, tom):
    record(incident, "consult", by=sam, person=tom, question="What now?", language="en")
    record(incident, "answer_consultation", by=tom, consultation=Consultation.objects.get().pk, answer="Call them.")
    assert stories.measured(incident, sam).reasons_against("resolve") == ["safety_not_decided"]


def test_it_owes_nobody_an_answer_and_holds_up_no_result(cara, sam, lena):
    incident = stories.answered(cara, sam)
    record(incident, "record_authority", by=sam, **TOLD)
    assert not Deadline.objects.filter(kind="consultation").exists()
    assert stories.resolve(incident, sam).status == "resolved"


def test_an_entry_of_the_directory_is_kept_as_it_was_called(incident, sam, organisation):
    entry = directory.entry(organisation)
    DirectoryEntry.objects.filter(pk=entry.pk).update(kind="authority")
    record(incident, "record_authority", by=sam, authority=str(entry.pk), **(TOLD | {"authority_name": ""}))
    row = Consultation.objects.get()
    assert (row.authority_name, row.authority_key) == (entry.name_in("en"), str(entry.pk))


def test_an_entry_that_is_no_authority_or_of_others_is_refused(incident, sam, organisation, elsewhere):
    foreign = directory.entry(elsewhere)
    DirectoryEntry.objects.filter(pk=foreign.pk).update(kind="authority")
    for entry in (foreign, directory.entry(organisation)):
        assert faults(
            lambda entry=entry: record(incident, "record_authority", by=sam, authority=str(entry.pk), **TOLD)
        ) == ["authority"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"authority_name": " "}, "authority_name"),
        ({"extract": " "}, "extract"),
        ({"ground": " "}, "ground"),
        ({"client_told": False}, "not_told_reason"),
        ({"asked_at": timezone.now() + datetime.timedelta(days=400)}, "asked_at"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused(incident, sam, changed, field):
    assert faults(lambda: record(incident, "record_authority", by=sam, **(TOLD | changed))) == [field]
    assert not Consultation.objects.exists()


def test_a_client_who_was_not_told_has_a_reason_on_the_record(incident, sam):
    record(
        incident,
        "record_authority",
        by=sam,
        **(TOLD | {"client_told": False, "not_told_reason": "It would put her in danger."}),
    )
    row = Consultation.objects.get()
    assert (row.client_told, row.not_told_reason) == (False, "It would put her in danger.")
    assert AuditEvent.objects.get(act="authority_consulted").data["client_told"] is False


def test_a_decision_is_recorded_once_and_never_blank(told, incident, sam):
    assert faults(lambda: decide(told, sam, " ")) == ["answer"]
    decide(told, sam)
    assert refusal(lambda: decide(told, sam)) == ["no_authority_waits"]
    assert Consultation.objects.get().answer == DECISION


def test_neither_reporter_nor_the_named_nor_readers_record_anything(cara, sam, tom, lena, rita, petra, olly):
    incident = stories.answered(cara, sam, named=[tom])
    for person in (cara, tom, rita, petra, olly):
        with pytest.raises(NotPermitted):
            record(incident, "record_authority", by=person, **TOLD)


def test_whoever_has_the_record_hears_of_it(incident, sam, lena):
    record(incident, "record_authority", by=lena, **TOLD)
    decide(Consultation.objects.get(), lena)
    kinds = set(Notice.objects.filter(user=sam, incident=incident).values_list("kind", flat=True))
    assert {"authority_consulted", "authority_answered"} <= kinds


def test_the_pages_record_it_and_its_decision(incident, sam, cara):
    assert address(incident, "authority") in page(sam, address(incident))
    send(sam, address(incident, "authority"), status=200, **(SENT | {"client_told": "no"}))
    assert not Consultation.objects.exists()
    send(sam, address(incident, "authority"), **SENT)
    text = page(sam, address(incident))
    assert TOLD["extract"] in text
    assert "No decision recorded yet" in text
    assert address(incident, "authority-decision") in text
    row = Consultation.objects.get()
    send(sam, address(incident, "authority-decision"), consultation=str(row.pk), answer=DECISION)
    assert DECISION in page(sam, address(incident))
    text = page(in_english(cara), address(incident))
    assert "An authority was told of it" in text
    assert [word in text for word in (DECISION, TOLD["extract"], TOLD["ground"])] == [False] * 3


def test_the_documents_keep_words_from_the_reporter(told, incident, sam):
    decide(told, sam)
    for profile, reads in (("identified", True), ("pseudonymised", True), ("reporter", False)):
        text = str(record_document(incident, language="en", profile=profile))
        assert [word in text for word in (DECISION, TOLD["extract"], TOLD["ground"], "Guardianship")] == [reads] * 4
