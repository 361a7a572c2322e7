"""From an empty page to a version in force: written, proposed, approved by another person, published, retired."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from policies.editing import document as shape
from policies.editing import writing
from policies.models import PolicyVersion, VersionDraft
from tests.cast import make_person
from tests.policies import wordings

pytestmark = pytest.mark.django_db
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def refusal(act):
    with pytest.raises(NotNow) as refused:
        act()
    return refused.value.reasons


def test_what_was_approved_is_what_is_in_force_and_what_the_history_proves(petra, lena):
    version = wordings.published(petra, lena)
    assert version.policy.organisation == petra.organisation
    assert (version.number, version.author, version.approved_by) == (1, petra, lena)
    assert not version.is_by_sole_person
    assert shape.document_of(version) == wordings.gift_protocol()
    assert version.content_digest == version.draft.document_digest == shape.digest_of(version.draft.document)
    last = AuditEvent.objects.get(act="version_approved")
    assert last.data["version"] == str(version.pk)
    assert last.data["document_digest"] == version.content_digest
    assert verify().findings == []


def test_a_second_version_takes_the_place_of_the_first_in_the_same_moment(petra, lena):
    first = wordings.published(petra, lena)
    second = wordings.published(petra, lena, wordings.gift_protocol(title=wordings.in_six("Gifts anew")))
    first.refresh_from_db()
    assert (second.number, second.policy) == (2, first.policy)
    assert first.in_force_until == second.in_force_from
    assert list(PolicyVersion.objects.in_force().filter(policy=first.policy)) == [second]


def test_nobody_approves_what_she_wrote_or_proposed(petra, organisation):
    other = make_person(organisation, None, "Pavel Owner", Role.POLICY_OWNER)
    draft = writing.begin_with(organisation, petra, wordings.gift_protocol())
    draft = perform(draft, "propose", by=other)
    assert not draft.is_sole or not draft.may("approve", other)
    for person in (petra, other):
        with pytest.raises(NotPermitted):
            perform(draft, "approve", by=person)


@pytest.mark.parametrize("who", ["cara", "sam", "rita", "ada", "olly"])
def test_others_may_neither_write_nor_approve(who, request, petra, lena):
    person = request.getfixturevalue(who)
    draft = wordings.proposed(petra)
    for verb, details in (("approve", {}), ("send_back", {"reason": "No"}), ("withdraw", {}), ("propose", {})):
        with pytest.raises(NotPermitted):
            perform(draft, verb, by=person, **details)
    with pytest.raises(NotPermitted):
        writing.begin(petra.organisation, person, slug="mine", event_types=["small_gift"])
    with pytest.raises(NotPermitted):
        record(petra.organisation, "retire_policy", by=person, policy=draft.pk, reason="Mine")


def test_a_wording_with_something_missing_is_not_proposed(petra):
    document = wordings.gift_protocol()
    document["clauses"][3]["texts"]["cs"]["title"] = ""
    draft = writing.begin_with(petra.organisation, petra, document)
    assert refusal(lambda: perform(draft, "propose", by=petra)) == ["wording_incomplete"]


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (lambda now: now - HOUR, "take_effect_past"),
        (lambda now: now + 400 * DAY, "take_effect_far"),
        (lambda now: "tomorrow", "take_effect_unclear"),
        (lambda now: now.replace(tzinfo=None), "take_effect_unclear"),
    ],
)
def test_a_moment_that_cannot_be(petra, at, code):
    assert refusal(lambda: wordings.proposed(petra, take_effect_at=at(timezone.now()))) == [code]
    assert VersionDraft.objects.get().status == "draft"


def test_published_for_a_later_day_it_takes_effect_then_and_nothing_else_is_approved_meanwhile(petra, lena):
    first = wordings.published(petra, lena)
    at = timezone.now() + 3 * DAY
    second = wordings.published(petra, lena, take_effect_at=at)
    assert second.in_force_from == at
    assert list(PolicyVersion.objects.in_force().filter(policy=first.policy)) == [first]
    draft = writing.begin_with(petra.organisation, petra, wordings.gift_protocol())
    assert refusal(lambda: perform(draft, "propose", by=petra)) == ["another_waits"]
    with time_machine.travel(at + HOUR):
        assert list(PolicyVersion.objects.in_force().filter(policy=first.policy)) == [second]
        perform(draft, "propose", by=petra)


def test_what_was_altered_after_it_was_proposed_is_not_approved(petra, lena):
    draft = wordings.proposed(petra)
    VersionDraft.objects.filter(pk=draft.pk).update(document=wordings.gift_protocol(title=wordings.in_six("Others")))
    assert refusal(lambda: perform(draft, "approve", by=lena)) == ["record_altered"]


def test_sent_back_with_a_reason_it_is_written_on_and_proposed_again(petra, lena):
    draft = wordings.proposed(petra)
    assert refusal(lambda: perform(draft, "send_back", by=lena, reason=" ")) == ["reason_missing"]
    draft = perform(draft, "send_back", by=lena, reason="Too long")
    draft = writing.change(draft, petra, revision=draft.revision, path="title.en", value="Shorter")
    draft = perform(perform(draft, "propose", by=petra), "approve", by=lena)
    assert draft.version.title["en"] == "Shorter"
    assert verify().findings == []


def test_withdrawn_it_is_over_and_another_one_may_be_begun(petra):
    draft = wordings.proposed(petra)
    again = lambda: writing.begin(petra.organisation, petra, slug="gifts", event_types=["small_gift"])  # noqa: E731
    assert refusal(again) == ["wording_open"]
    perform(draft, "withdraw", by=petra)
    assert again().status == "draft"


def test_retired_with_a_reason_nothing_of_it_is_in_force(petra, lena):
    version = wordings.published(petra, lena)

    def retire(reason="The built-in one is better"):
        return record(petra.organisation, "retire_policy", by=petra, policy=version.policy_id, reason=reason)

    assert refusal(lambda: retire(" ")) == ["reason_missing"]
    retire()
    version.refresh_from_db()
    assert (version.retired_by, version.retired_reason) == (petra, "The built-in one is better")
    assert not PolicyVersion.objects.in_force().filter(policy=version.policy).exists()
    assert refusal(retire) == ["nothing_in_force"]
    again = wordings.published(petra, lena)
    assert (again.number, again.in_force_from >= version.in_force_until) == (2, True)


def test_what_only_waits_never_comes_into_force_once_its_policy_is_retired(petra, lena):
    first = wordings.published(petra, lena)
    at = timezone.now() + 3 * DAY
    second = wordings.published(petra, lena, take_effect_at=at)
    record(petra.organisation, "retire_policy", by=petra, policy=first.policy_id, reason="Not this one")
    third = wordings.published(petra, lena)
    assert third.in_force_from == at
    for moment, version in ((at - HOUR, first), (at, third), (at + DAY, third)):
        assert list(PolicyVersion.objects.in_force(moment).filter(policy=first.policy)) == [version]
    assert PolicyVersion.objects.get(pk=second.pk).in_force_until == at
