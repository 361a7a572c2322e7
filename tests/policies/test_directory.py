"""Rules of an entry: what each kind needs, whose number it may never be, and what is offered to whom."""

import copy
import datetime

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from policies.directory import acts, faults, offering, reviewing
from policies.loading import load_content
from policies.models import DirectoryEntry, ServiceStandard
from tests import directory
from tests.cast import make_person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def values(**more):
    found = {
        "kind": "service", "name": {"en": "Night care"}, "what_for": {"en": "Somebody at night"}, "phone": "+36 1 555 01 40",
        "address": "1 Elm Street", "procedure": {"en": "Ring."}, "opening_hours": {"always": True},
        "is_owned_by_organisation": True,
    }  # fmt: skip
    return found | more


@pytest.mark.parametrize("kind", DirectoryEntry.Kind.values)
def test_required_fields_by_kind(organisation, kind):
    bare = DirectoryEntry(organisation=organisation, kind=kind, name={}, what_for={}, opening_hours={})
    needed = {"name", "what_for", "phone", "opening_hours", "is_owned_by_organisation"}
    needed |= {"address", "procedure"} if kind in ("service", "authority") else set()
    assert set(faults.faults(bare)) == needed


@pytest.mark.parametrize(("change", "field", "code"), [
    ({"name": {"hu": "Éjszaka"}}, "name", "missing_own_language"), ({"name": {"en": "x" * 201}}, "name", "too_long"),
    ({"name": {"xx": "?"}}, "name", "unreadable"), ({"name": "Night care"}, "name", "unreadable"),
    ({"name": {"en": "Nul \0"}}, "name", "unreadable"), ({"what_for": {"en": 7}}, "what_for", "unreadable"),
    ({"phone": "ring Anna"}, "phone", "phone_unreadable"), ({"phone": "12"}, "phone", "phone_unreadable"),
    ({"phone": "javascript:alert(1)"}, "phone", "phone_unreadable"), ({"phone": None}, "phone", "unreadable"),
    ({"email": "nobody"}, "email", "email_unreadable"), ({"kind": "friend"}, "kind", "unreadable"),
    ({"appointment": "never"}, "appointment", "unreadable"), ({"languages": ["hungarian"]}, "languages", "unreadable"),
    ({"documents": [{"en": "a|b"}]}, "documents", "unreadable"), ({"documents": [{}]}, "documents", "unreadable"),
    ({"documents": [{"en": "x"}] * 21}, "documents", "unreadable"), ({"address": " "}, "address", "missing"),
    ({"opening_hours": {"note": {"en": "\0"}}}, "opening_hours", "hours_unreadable"),
    ({"is_owned_by_organisation": "yes"}, "is_owned_by_organisation", "not_owned"),
    ({"is_owned_by_organisation": False}, "is_owned_by_organisation", "not_owned"),
    ({"kind": "channel", "specialist_phone": "+36 1 555 01 41"}, "specialist_phone", "channel_has_one_number"),
])  # fmt: skip
def test_what_is_wrong_has_a_field_and_a_code_that_stays(organisation, petra, change, field, code):
    found = faults.faults(DirectoryEntry(organisation=organisation, **values(**change)))
    assert code in found.get(field, ()), found
    with pytest.raises(ValidationError) as refusal:
        acts.enter(organisation, petra, values(**change))
    assert field in refusal.value.message_dict
    assert not DirectoryEntry.objects.filter(organisation=organisation).exists()


@pytest.mark.parametrize("change", [
    {"email": "CARA@north.example"}, {"procedure": {"en": "Write to cara@north.example."}}, {"address": "cara@north.example"}
])  # fmt: skip
def test_no_mail_of_a_member_of_staff_stands_in_the_directory(organisation, petra, cara, change):
    with pytest.raises(ValidationError) as refusal:
        acts.enter(organisation, petra, values(**change))
    assert set(refusal.value.message_dict) == set(change)


def test_step5_lists_only_active_channels(organisation, elsewhere):
    shown = directory.entry(organisation)
    for hidden in ({"active": False}, {"verified_on": None}, {"is_owned_by_organisation": False}):
        directory.entry(organisation, **hidden)
    directory.entry(elsewhere)
    assert [entry for entry in offering.offered(organisation) if entry.organisation_id] == [shown]
    assert [entry for entry in DirectoryEntry.objects.offered_to(organisation) if entry.organisation_id] == [shown]


def test_overdue_entry_marked_and_verifiable(organisation, petra):
    standard = ServiceStandard.at(organisation.pk)
    today = reviewing.today_of(organisation)
    grace = standard.directory_grace_days
    for overdue, is_offered in ((0, True), (1, True), (grace, True), (grace + 1, False)):
        entry = directory.service(organisation, review_due_on=today - overdue * DAY)
        assert reviewing.is_due(entry, today) == (overdue > 0)
        assert DirectoryEntry.objects.offered_to(organisation).filter(pk=entry.pk).exists() == is_offered
        acts.verify(entry, petra, revision=1)
        entry.refresh_from_db()
        assert (entry.verified_on, entry.verified_by) == (today, petra)
        assert entry.review_due_on == today + standard.directory_review_days * DAY


def test_emergency_numbers_never_fall_out_by_review(organisation, time_machine):
    before = list(DirectoryEntry.objects.offered_to(organisation))
    time_machine.move_to(datetime.datetime(2031, 1, 1, tzinfo=datetime.UTC))
    assert before == list(DirectoryEntry.objects.offered_to(organisation)) != []
    load_content()
    assert all(entry.hours_in("hu") == "Mindig hívható" for entry in DirectoryEntry.objects.offered_to(organisation))


def test_each_act_is_an_event_with_the_digest_of_what_then_stood_there(organisation, petra, sam):
    entry = acts.enter(organisation, petra, values())
    acts.verify(entry, petra, revision=entry.revision)
    acts.report_mistake(entry, sam, "Closed on Mondays")
    acts.change(entry, petra, {"phone": "+36 1 555 01 42"}, revision=entry.revision)
    acts.retire(entry, petra, reason="Moved away")
    events = list(AuditEvent.objects.filter(act__startswith="entry_").order_by("at"))
    assert [event.act.removeprefix("entry_") for event in events] == ["entered", "verified", "doubted", "changed", "retired"]
    assert {event.data["entry"] for event in events} == {str(entry.pk)}
    digests = [event.data["content"] for event in events]
    assert len(set(digests[:3])) == 1
    assert digests[2] != digests[3] == digests[4]


def test_a_change_has_to_be_verified_again_and_no_change_does_not(organisation, petra):
    entry = acts.enter(organisation, petra, values())
    acts.verify(entry, petra, revision=1)
    acts.change(entry, petra, values(), revision=1)
    assert (entry.revision, entry.verified_on is None) == (1, False)
    acts.change(entry, petra, values(phone="+36 1 555 01 43"), revision=1)
    assert (entry.revision, entry.verified_on, entry.review_due_on) == (2, None, None)
    for late in (lambda: acts.verify(entry, petra, revision=1), lambda: acts.change(entry, petra, values(), revision=1)):
        with pytest.raises(NotNow, match="entry_changed"):
            late()


def test_only_whoever_owns_policies_here_writes_and_verifies(organisation, elsewhere, petra, sam):
    entry = acts.enter(organisation, petra, values())
    tries = (
        lambda person: acts.enter(organisation, person, values()),
        lambda person: acts.verify(copy.copy(entry), person, revision=1),
        lambda person: acts.retire(copy.copy(entry), person, reason="No"),
        lambda person: acts.change(copy.copy(entry), person, {"phone": "+36 1 555 01 44"}, revision=1),
    )
    for person in (sam, make_person(elsewhere, None, "Ondra Jiny", Role.POLICY_OWNER)):
        for attempt in tries:
            with pytest.raises(NotPermitted):
                attempt(person)


def test_who_reads_a_language_that_nobody_wrote_reads_another_one(organisation):
    entry = directory.service(organisation, name={"hu": "Éjszakai gondozás"}, documents=[{"hu": "Igazolvány"}])
    for language in ("cs", "en"):
        assert (entry.name_in(language), entry.documents_in(language)) == ("Éjszakai gondozás", ["Igazolvány"])
    assert set(faults.missing_languages(entry)) == {"en", "hu", "cs", "sv", "bg", "uk"}  # what it is for is in English only
