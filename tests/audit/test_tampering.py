"""The benchmark of random changes in small: every one is found by both, and an untouched service by neither."""

import pytest

from benchmarks import tampering as campaigns
from benchmarks.mutations import WAYS

pytestmark = pytest.mark.django_db
EVENTS, ROUNDS = 100, 16


def test_random_changes_are_found_every_one():
    found = campaigns.campaign(EVENTS, ROUNDS)
    assert found["missed"] == {"verify": [], "offline": []}
    assert len(WAYS) == 8


def test_nothing_is_found_where_nothing_was_changed():
    organisation, kept = campaigns._service(EVENTS)
    assert not campaigns._verify(organisation, kept)
    assert not campaigns._offline(organisation, kept)
