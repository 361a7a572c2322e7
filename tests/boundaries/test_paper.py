"""A report that somebody writes down for a colleague: in whose hand it is, whose it becomes, and what proves it."""

import pytest
from django.core.management import call_command

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from boundaries import drafts, readers, rights
from boundaries.models import Incident, OnBehalf, PaperSheet
from boundaries.paper import filing
from policies.models import EventType
from tests import papers, stories, tampering

pytestmark = pytest.mark.django_db


def test_the_draft_is_hers_and_in_the_hand_of_whoever_writes_it(cara, sam, tom):
    draft = papers.begun(cara, by=sam, paper=papers.sheet(sam))
    assert draft.reporter == cara
    hands = {person: set(Incident.objects.in_hand_of(person)) for person in (cara, sam, tom)}
    assert hands == {cara: set(), sam: {draft}, tom: set()}
    assert [row.filed_by for row in filing.written_for(cara)] == [sam]
    assert [*filing.drafts_of(sam)] == [draft]


@pytest.mark.parametrize("name", ["cara", "tom", "lena", "olly"])
def test_nobody_else_sends_or_discards_what_somebody_writes(cast, name, client_k):
    draft = papers.draft(cast["cara"], by=cast["sam"], client=client_k)
    with pytest.raises(NotPermitted):
        perform(draft, "submit", by=cast[name])
    with pytest.raises(NotPermitted):
        record(draft, "discard", by=cast[name])
    assert Incident.objects.filter(pk=draft.pk, status="draft").exists()


def test_sent_it_is_hers_alone_to_take_back_and_to_agree_with(cara, sam, client_k):
    incident = papers.filed(cara, by=sam, client=client_k)
    assert (incident.reporter, incident.team) == (cara, cara.team)
    assert incident in Incident.objects.own(cara)
    assert not rights.may(incident, "withdraw", sam)
    assert perform(incident, "withdraw", by=cara, reason="It was not so").status == "withdrawn"


def test_the_event_says_who_sent_it_and_proves_who_wrote_it(cara, sam):
    incident = papers.filed(cara, by=sam)
    event = AuditEvent.objects.get(object_id=incident.pk, act="incident_submitted")
    assert (event.actor_id, event.role) == (sam.pk, "supervisor")
    assert incident.on_behalf.evidence_key("filed") in event.data["digests"]
    call_command("audit_verify")


@pytest.mark.parametrize("field", ["filed_by", "sheet", "manner"])
def test_who_wrote_it_cannot_be_changed_unseen(cara, sam, lena, field, audit_findings):
    incident = papers.filed(cara, by=sam)
    tampering.drop_triggers()
    changes = {"filed_by": {"filed_by": lena}, "sheet": {"sheet": papers.sheet(sam)}, "manner": {"manner": "told", "sheet": None}}
    OnBehalf.objects.filter(incident=incident).update(**changes[field])
    assert "its filed was altered" in audit_findings()


def test_a_writer_that_slips_in_beside_a_sent_report_is_found(cara, sam, audit_findings):
    incident = stories.submitted(cara)
    OnBehalf.objects.create(incident=incident, filed_by=sam, manner="told")
    assert "stands in no event" in audit_findings()


@pytest.fixture
def audit_findings():
    from audit.verify import verify

    return lambda: " ".join(str(finding) for finding in verify().findings)


def test_whoever_writes_may_be_part_of_it_and_is_outside_from_then_on(cara, sam, lena):
    """The wall does not stop the sending: it would be a way to bury a report."""
    incident = papers.filed(cara, by=sam, named=[sam])
    assert incident.status == "submitted"
    assert sam != incident.assignee
    assert not Incident.objects.visible_to(sam).exists()
    assert [*Incident.objects.filed_by(sam)] == [incident]
    assert not rights.reads(incident, sam)


def test_a_sheet_is_for_one_report(cara, sam, lena):
    sheet = papers.sheet(sam)
    draft = papers.begun(cara, by=sam, paper=sheet)
    with pytest.raises(NotNow, match="sheet_used"):
        papers.begun(cara, by=lena, paper=sheet)
    record(draft, "discard", by=sam)
    assert papers.begun(cara, by=lena, paper=sheet).on_behalf.sheet == sheet


def test_what_was_answered_on_paper_keeps_the_protocol_that_was_printed(cara, sam):
    sheet = papers.sheet(sam, event=None)
    draft = papers.begun(cara, by=sam, paper=sheet)
    kind = EventType.objects.get(key="phone_number")
    assert kind.protocol_id != sheet.protocol_version.policy_id
    drafts.choose_event_type(draft, kind)
    draft.refresh_from_db()
    assert (draft.event_type, draft.protocol_version) == (kind, sheet.protocol_version)
    told = papers.begun(cara, by=sam)
    drafts.choose_event_type(told, kind)
    assert told.protocol_version.policy_id == kind.protocol_id


def test_the_drafts_of_others_do_not_fill_her_own_room(cara, sam, settings):
    settings.PERSON_LIMITS = settings.PERSON_LIMITS | {"drafts": 2}
    for _count in range(2):
        papers.begun(cara, by=sam)
    with pytest.raises(NotNow, match="too_many_drafts"):
        papers.begun(cara, by=sam)
    assert stories.draft(cara).status == "draft"


def test_whoever_writes_it_is_named_among_those_who_know_of_it(cara, sam, lena):
    people = [row["name"] for row in readers.of_draft(papers.draft(cara, by=lena))["first"]]
    assert people[0] == lena.short_name
    assert sam.short_name in people


def test_behind_a_pseudonym_the_writer_stands_beside_it_and_the_reporter_does_not(cara, sam, tom):
    incident = papers.filed(cara, by=sam, behind_pseudonym=True)
    assert cara.short_name not in rights.reporter_label(incident, sam)
    assert filing.filing_of(incident).filed_by == sam


def test_sheets_never_change_and_are_few(cara, monkeypatch):
    assert papers.sheet(cara).code.startswith("P-")
    monkeypatch.setattr(filing, "MOST_SHEETS", 1)
    with pytest.raises(NotNow, match="too_many_sheets"):
        papers.sheet(cara)
    assert PaperSheet.objects.count() == 1
