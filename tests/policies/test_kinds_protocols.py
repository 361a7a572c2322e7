"""Which protocol guides a kind of event: the organisation's own, the built-in one, the general one, in that order."""

import datetime

import pytest
from django.utils import timezone

from policies.kinds import every_kind
from policies.models import Policy, PolicyVersion
from policies.models.policy import ProtocolKind
from policies.protocols import protocol_for, protocols_by_kind, ruling_since
from tests.policies.kinds import kind

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def own(organisation, slug, *keys, days_ago=1.0, until=None):
    """A protocol of the organisation's own that was published so many days ago for these kinds."""
    policy, _new = Policy.objects.get_or_create(organisation=organisation, slug=slug, kind=Policy.Kind.PROTOCOL)
    version = PolicyVersion.objects.create(
        policy=policy, number=policy.versions.count() + 1, title={"en": slug}, content_digest=f"{slug:0>64}",
        in_force_from=timezone.now() - days_ago * DAY, in_force_until=until,
    )  # fmt: skip
    for key in keys:
        ProtocolKind.objects.create(version=version, event_type=kind(key))
    return version


def found(organisation, key):
    """Asked for one kind and for all at once: the answers never differ."""
    every = protocols_by_kind(every_kind(organisation), organisation)
    one = protocol_for(kind(key), organisation)
    assert every[key] == one
    return one.policy.slug, one.policy.organisation_id == organisation.pk


def test_from_the_most_particular_to_the_most_general(organisation):
    assert found(organisation, "small_gift") == ("boundary-request", False)
    assert found(organisation, "phone_number") == ("phone-number", False)
    own(organisation, "boundary-request")
    assert found(organisation, "small_gift") == ("boundary-request", True)
    assert found(organisation, "phone_number") == ("phone-number", False)
    own(organisation, "phone-number")
    assert found(organisation, "phone_number") == ("phone-number", True)
    own(organisation, "calls", "phone_number", "small_gift")
    assert found(organisation, "phone_number") == ("calls", True)
    assert found(organisation, "small_gift") == ("calls", True)
    assert found(organisation, "other") == ("boundary-request", True)


def test_what_is_retired_or_not_yet_in_force_guides_nothing(organisation):
    own(organisation, "old-gifts", "small_gift", days_ago=2, until=timezone.now() - DAY)
    own(organisation, "next-gifts", "small_gift", days_ago=-1)
    assert found(organisation, "small_gift") == ("boundary-request", False)


def test_of_two_for_one_kind_the_later_one(organisation):
    own(organisation, "gifts-b", "small_gift", days_ago=3)
    own(organisation, "gifts-a", "small_gift", days_ago=1)
    assert found(organisation, "small_gift") == ("gifts-a", True)


def test_nothing_of_another_organisation(organisation, elsewhere):
    own(elsewhere, "their-gifts", "small_gift")
    own(elsewhere, "boundary-request")
    assert found(organisation, "small_gift") == ("boundary-request", False)
    assert protocol_for(None, organisation).policy.organisation_id is None


def test_all_kinds_in_as_many_questions_however_many_protocols(organisation, django_assert_num_queries):
    for number, key in enumerate(("small_gift", "transport", "camera", "other")):
        own(organisation, f"own-{number}", key)
    every = every_kind(organisation)
    with django_assert_num_queries(2):
        protocols_by_kind(every, organisation)
    protocol_for(kind("camera"), organisation)
    camera = kind("camera")
    with django_assert_num_queries(1):
        assert protocol_for(camera, organisation).policy.slug == "own-2"


def test_what_guided_it_since_a_phone_was_last_here(organisation):
    own(organisation, "gifts", "small_gift", days_ago=20)
    since_long, since_lately = timezone.now() - 30 * DAY, timezone.now() - 10 * DAY
    slugs = [row.policy.slug for row in ruling_since(kind("small_gift"), organisation, since_long)]
    assert slugs == ["boundary-request", "gifts"]
    assert [row.policy.slug for row in ruling_since(kind("small_gift"), organisation, since_lately)] == ["gifts"]
