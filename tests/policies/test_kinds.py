"""Kinds of event as an organisation decides them: versions over what is built in, and nobody else's."""

import pytest
from django.core.exceptions import ValidationError

from audit.errors import NotPermitted
from audit.models import AuditEvent
from policies.editing.kinds import KindChanged, as_shipped, change_kind
from policies.kinds import built_in_raising, every_kind, kind_of, kinds_for
from policies.models import EventRule, EventType
from policies.raising import KEYS, is_graver
from tests.policies.kinds import changed, in_six, kind

pytestmark = pytest.mark.django_db


def test_without_a_rule_it_is_as_it_ships(organisation):
    shipped = kind_of(kind(), organisation)
    assert (shipped.label, shipped.gravity, shipped.number) == (kind().label, "S0", None)
    assert [row.key for row in kinds_for(organisation)] == list(EventType.objects.values_list("key", flat=True))


def test_the_newest_version_rules_and_the_older_ones_stay(organisation, petra):
    changed(organisation, petra, label=in_six("Asked for a number"), gravity="S1")
    changed(organisation, petra, gravity="S2", order=700)
    now = kind_of(kind(), organisation)
    assert (now.label_in("cs"), now.gravity, now.number) == ("Asked for a number (cs)", "S2", 2)
    assert kinds_for(organisation)[-1].key == "phone_number"
    assert list(EventRule.objects.order_by("number").values_list("gravity", flat=True)) == ["S1", "S2"]
    assert kind_of(kind(), organisation, EventRule.objects.get(number=1)).gravity == "S1"


def test_another_organisation_has_nothing_of_it(organisation, elsewhere, petra):
    changed(organisation, petra, gravity="S3")
    assert kind_of(kind(), elsewhere).gravity == "S0"
    assert [row.gravity for row in every_kind(elsewhere) if row.key == "phone_number"] == ["S0"]


def test_the_kinds_of_an_organisation_are_two_questions_however_many_rules(organisation, petra, django_assert_num_queries):
    for key in ("phone_number", "small_gift", "transport"):
        changed(organisation, petra, key, gravity="S3")
    with django_assert_num_queries(2):
        assert [row.gravity for row in kinds_for(organisation) if row.number] == ["S3"] * 3


def test_a_change_stands_in_the_organisations_chain_without_its_words(organisation, petra):
    rule = changed(organisation, petra)
    event = AuditEvent.objects.filter(act="kind_changed").get()
    assert (event.actor_id, event.data["event_type"], event.data["number"]) == (petra.pk, "phone_number", 1)
    assert event.data["digests"] == rule.digests()
    assert rule.reason not in str(event.data)


@pytest.mark.parametrize("who", ["cara", "sam", "lena", "rita", "ada", "olly"])
def test_only_a_policy_owner_of_the_organisation_changes_it(cast, organisation, who):
    with pytest.raises(NotPermitted):
        changed(organisation, cast[who])
    assert not EventRule.objects.exists()


def test_two_who_change_at_once_the_second_is_told(organisation, petra):
    changed(organisation, petra, gravity="S1", seen=None)
    with pytest.raises(KindChanged) as refusal:
        changed(organisation, petra, gravity="S2", seen=None)
    assert refusal.value.current.number == 1
    assert EventRule.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "values", "field"),
    [
        ("phone_number", {"label": {"en": "Only English"}}, "label"),
        ("phone_number", {"label": in_six(" ") | {"cs": "\u200b"}}, "label"),
        ("phone_number", {"label": in_six("x" * 90)}, "label"),
        ("phone_number", {"gravity": "S5"}, "gravity"),
        ("phone_number", {"safeguarding": "condition"}, "question"),
        ("phone_number", {"safeguarding": "condition", "question": in_six("Was it?") | {"uk": ""}}, "question"),
        ("phone_number", {"safeguarding": "perhaps"}, "safeguarding"),
        ("phone_number", {"order": -1}, "order"),
        ("phone_number", {"raising": [{"when": "moon_is_full", "to": "S3"}]}, "raising"),
        ("phone_number", {"raising": [{"when": "accepted", "to": "S9"}]}, "raising"),
        ("phone_number", {"raising": [{"when": "accepted", "to": "S2"}] * 2}, "raising"),
        ("phone_number", {"gravity": "S3", "raising": [{"when": "accepted", "to": "S2"}]}, "raising"),
        ("phone_number", {"gravity": "S1", "raising": [], "reason": " "}, "reason"),
        ("other", {"is_active": False}, "is_active"),
        ("no_action_or_retaliation", {"is_active": False}, "is_active"),
        ("no_action_or_retaliation", {"safeguarding": "no"}, "safeguarding"),
        ("theft_or_exploitation", {"safeguarding": "no"}, "safeguarding"),
    ],
)
def test_what_is_missing_unknown_or_must_stay_is_refused(organisation, petra, key, values, field):
    with pytest.raises(ValidationError) as refusal:
        changed(organisation, petra, key, **values)
    assert list(refusal.value.error_dict) == [field]
    assert not EventRule.objects.exists()


def test_a_change_that_changes_nothing_is_no_version(organisation, petra):
    with pytest.raises(ValidationError):
        changed(organisation, petra, gravity="S0")
    assert not EventRule.objects.exists()


def test_back_to_as_shipped_is_a_version_like_any_other(organisation, petra):
    changed(organisation, petra, gravity="S3", raising=[], label=in_six("A number"))
    change_kind(organisation, petra, kind(), seen=1, values=as_shipped(kind()), reason="Too grave.")
    now = kind_of(kind(), organisation)
    assert (now.label, now.gravity, now.raising, now.number) == (kind().label, "S0", built_in_raising("phone_number"), 2)


def test_what_ships_raises_only_and_by_known_keys(content):
    for event_type in EventType.objects.all():
        for rule in built_in_raising(event_type.key):
            assert rule["when"] in KEYS
            assert is_graver(rule["to"], event_type.gravity), event_type.key
