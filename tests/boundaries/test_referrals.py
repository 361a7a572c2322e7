"""Targeted referral: complete or refused with what is missing, kept as the place stood, whoever gives it."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Referral
from boundaries.referrals import acts
from boundaries.referrals.missing import WORDS
from policies.models import DirectoryEntry
from tests import stories
from tests.directory import entry as channel
from tests.directory import service

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(organisation):
    return service(organisation, name={"en": "Social office", "uk": "Соціальна служба"})


def give(incident, by, place, **more):
    return acts.give(incident, by, **{"entry": place.pk, "explained_procedure": "yes"} | more)


def test_the_reporter_and_whoever_answers_may_refer_and_it_is_proven(cara, sam, office):
    incident = stories.answered(cara, by=sam)
    for person in (cara, sam):
        referral = give(incident, person, office, reason="Somebody at night", card_given=True)
        assert (referral.given_by, referral.snapshot["phone"]) == (person, office.phone)
    event = AuditEvent.objects.filter(act="client_referred").last()
    assert event.data["referral"] == str(referral.pk)
    assert any(key.endswith(f"{referral.pk}:referral") for key in event.data["digests"])
    assert verify().findings == []


@pytest.mark.parametrize("who", ["tom", "rita", "petra"])
def test_nobody_else_may(who, cast, cara, office):
    incident = stories.submitted(cara)
    with pytest.raises(NotPermitted):
        give(incident, cast[who], office)


def test_whoever_is_named_in_it_may_not(cara, sam, office):
    incident = stories.submitted(cara, named=[sam])
    with pytest.raises(NotPermitted):
        give(incident, sam, office)


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "\u200b "), ("address", ""), ("opening_hours", {}), ("opening_hours", {"note": {"en": "Ring"}}), ("name", {})],
)
def test_a_place_that_lacks_something_is_refused_with_its_name(field, value, cara, office):
    incident = stories.submitted(cara)
    DirectoryEntry.objects.filter(pk=office.pk).update(**{field: value})
    with pytest.raises(ValidationError) as refusal:
        give(incident, cara, office)
    assert refusal.value.message_dict == {"entry": [str(WORDS[f"{field}_missing"])]}
    assert not incident.referrals.exists()


def test_a_line_of_ones_own_organisation_needs_no_address(cara, organisation):
    line = channel(organisation, address="")
    assert give(stories.submitted(cara), cara, line, explained_procedure="").snapshot["kind"] == "channel"


def test_whether_it_was_explained_is_asked_for_services_and_no_is_allowed(cara, office):
    incident = stories.submitted(cara)
    with pytest.raises(ValidationError) as refusal:
        give(incident, cara, office, explained_procedure="")
    assert list(refusal.value.message_dict) == ["explained_procedure"]
    assert give(incident, cara, office, explained_procedure="no").explained_procedure == "no"


def test_what_the_directory_says_later_changes_nothing_here(cara, office):
    referral = give(stories.submitted(cara), cara, office)
    DirectoryEntry.objects.filter(pk=office.pk).update(phone="+36 1 000 00 00", name={"en": "Another"}, active=False)
    kept = Referral.objects.get(pk=referral.pk).snapshot
    assert (kept["phone"], kept["name"]["uk"]) == ("+36 1 555 01 01", "Соціальна служба")


@pytest.mark.parametrize("change", [{"active": False}, {"verified_on": None}, {"kind": "emergency"}])
def test_what_is_not_offered_is_refused(change, cara, office):
    DirectoryEntry.objects.filter(pk=office.pk).update(**change)
    with pytest.raises((NotNow, ValidationError)):
        give(stories.submitted(cara), cara, office)


def test_another_organisations_place_is_none(cara, olly):
    theirs = service(olly.organisation)
    with pytest.raises(ValidationError):
        give(stories.submitted(cara), cara, theirs)


def test_a_place_that_changed_since_the_phone_saw_it_is_shown_anew(cara, office):
    incident = stories.submitted(cara)
    DirectoryEntry.objects.filter(pk=office.pk).update(revision=4, phone="+36 1 777 77 77")
    with pytest.raises(acts.EntryChanged) as changed:
        give(incident, cara, office, revision=3)
    assert (changed.value.reasons, changed.value.current["phone"]) == (["entry_changed"], "+36 1 777 77 77")
    assert give(incident, cara, office, revision=4).snapshot["revision"] == 4


def test_the_same_id_again_is_the_same_referral(cara, sam, office, organisation):
    incident, key = stories.submitted(cara), uuid.uuid4()
    first = give(incident, cara, office, id=key)
    assert give(incident, cara, office, id=key) == first
    assert AuditEvent.objects.filter(act="client_referred").count() == incident.referrals.count() == 1
    for other in ({"reason": "Something else."}, {"card_given": True}):
        with pytest.raises(NotNow):
            give(incident, cara, office, id=key, **other)
    with pytest.raises(NotNow):
        give(incident, cara, service(organisation), id=key)
    with pytest.raises(Http404):
        give(stories.submitted(cara), cara, office, id=key)


def test_when_it_was_given_is_what_the_phone_says_within_reason(cara, office):
    incident, now = stories.submitted(cara), timezone.now()
    yesterday = now - datetime.timedelta(days=1)
    assert give(incident, cara, office, given_at=yesterday).given_at == yesterday
    assert give(incident, cara, office, given_at=now + datetime.timedelta(days=3)).given_at <= timezone.now()
    # a phone without its clock: the referral is kept, at the moment at which it came
    assert give(incident, cara, office, given_at=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)).given_at >= now


def test_a_report_holds_only_so_many(cara, office):
    incident = stories.submitted(cara)
    for _each in range(acts.MOST):
        give(incident, cara, office)
    with pytest.raises(NotNow):
        give(incident, cara, office)


def test_after_the_end_nobody_refers(cara, sam, office):
    with pytest.raises(NotNow):
        give(stories.closed(cara, sam), sam, office)


def test_whether_she_got_there_is_said_once_and_for_all(cara, sam, office):
    incident = stories.answered(cara, by=sam)
    referral = give(incident, cara, office)
    record(incident, "check_referral", by=cara, referral=referral.pk, reached="unknown")
    record(incident, "check_referral", by=sam, referral=referral.pk, reached="yes", note="She rang me.")
    referral.refresh_from_db()
    assert (referral.reached, referral.checked_by, referral.is_settled) == ("yes", sam, True)
    with pytest.raises(NotNow):
        record(incident, "check_referral", by=cara, referral=referral.pk, reached="no")
    with pytest.raises(NotNow):
        record(stories.submitted(cara), "check_referral", by=cara, referral=referral.pk, reached="no")
    assert verify().findings == []


def test_given_in_a_draft_it_goes_and_is_proven_with_the_report(cara, office):
    draft = stories.draft(cara)
    kept, gone = give(draft, cara, office), give(draft, cara, office)
    acts.remove(gone, cara)
    assert verify().findings == []
    sent = perform(draft, "submit", by=cara)
    event = AuditEvent.objects.get(act="incident_submitted")
    assert [str(kept.pk)] == [str(row.pk) for row in sent.referrals.all()]
    assert f"boundaries.referral:{kept.pk}:referral" in event.data["digests"]
    with pytest.raises(NotNow):
        acts.remove(Referral.objects.get(pk=kept.pk), cara)


def test_a_draft_that_is_thrown_away_takes_it_along(cara, sam, office):
    draft = stories.draft(cara)
    with pytest.raises(NotPermitted):
        give(draft, sam, office)
    give(draft, cara, office)
    record(draft, "discard", by=cara)
    assert not Referral.objects.exists()
