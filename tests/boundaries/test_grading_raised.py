"""What makes a report graver than its kind: each rule by what the report says, only ever upwards, and the grounds kept."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boundaries.facts import HOLDS, Facts
from boundaries.grading import assess
from boundaries.models import Incident
from policies.kinds import Kind
from policies.models import EventRule, EventType, ServiceStandard
from policies.raising import KEYS, ORDER
from tests import stories, tampering
from tests.policies.kinds import changed

SAYING = {
    "staff_named": {"staff_part": "named"}, "started_by_me": {"started_by": "me"},
    "started_by_relative": {"started_by": "relative"},
    "accepted": {"responses": ["accepted"]}, "under_pressure": {"responses": ["accepted_under_pressure"]},
    "asked_to_stop": {"responses": ["declined", "asked_to_stop"]}, "stepped_out": {"responses": ["stepped_out"]},
    "client_declined": {"client_decision": "declined"}, "not_understood": {"understood": "unsure"},
    "safety_unsure": {"safety_concern": "unsure"}, "safety_yes": {"safety_concern": "yes"},
    "danger_caregiver": {"danger_for": "me"}, "danger_client": {"danger_for": "client"}, "discomfort": {"discomfort": True},
    "another_client": {"support_wanted": "change_of_client"}, "protection": {"expectation": "protection"},
}  # fmt: skip


def ruled(gravity="S0", raising=(), safeguarding="no"):
    """A kind under a rule that stands nowhere."""
    event_type = EventType(key="gift", gravity="S2", safeguarding="no")
    rule = EventRule(event_type=event_type, number=4, gravity=gravity, safeguarding=safeguarding, raising=list(raising))
    return Kind(event_type, rule)


def test_every_key_can_be_said_by_a_report():
    assert set(HOLDS) == set(KEYS)
    assert set(SAYING) | {"repeated", "repeated_pair"} == set(KEYS)


@pytest.mark.parametrize("key", SAYING)
def test_a_rule_raises_where_the_report_says_so_and_nowhere_else(key):
    kind = ruled(raising=[{"when": key, "to": "S3"}])
    says, says_not = Facts(Incident(**SAYING[key])), Facts(Incident())
    assert assess(kind, says).gravity == "S3"
    assert {"why": key, "to": "S3", "rule": 4} in assess(kind, says).grounds
    assert assess(kind, says_not).gravity == "S0"
    assert [ground["why"] for ground in assess(kind, says_not).grounds] == ["kind"]


RULES = st.lists(st.fixed_dictionaries({"when": st.sampled_from(sorted(SAYING)), "to": st.sampled_from(ORDER)}), max_size=6)


# a busy machine is no fault of a rule
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(ORDER), RULES, st.sets(st.sampled_from(sorted(SAYING))), st.sampled_from(["no", "always"]))
def test_no_rule_whatever_it_says_makes_a_report_less_grave(gravity, raising, said, safeguarding):
    fields = {}
    for key in sorted(said):
        fields |= SAYING[key]
    plain = assess(ruled(gravity, (), safeguarding), Facts(Incident(**fields)))
    raised = assess(ruled(gravity, raising, safeguarding), Facts(Incident(**fields)))
    assert ORDER.index(raised.gravity) >= ORDER.index(plain.gravity)
    assert raised.urgent >= plain.urgent
    assert (raised.gravity == "S4") == (raised.route == "safeguarding")
    assert ServiceStandard().reply_within(raised.gravity) <= ServiceStandard().reply_within(plain.gravity)


def past(reporter, client, count, days=1, **fields):
    for _number in range(count):
        incident = stories.submitted(reporter, client=client, **fields)
        moment = timezone.now() - datetime.timedelta(days=days)
        tampering.drop_triggers()  # what was sent is frozen, and only time would make it old
        Incident.objects.filter(pk=incident.pk).update(submitted_at=moment)


@pytest.mark.django_db
def test_the_third_of_a_kind_with_a_client_is_a_repetition(cara, client_k, sam):
    gravities = [stories.submitted(cara, client=client_k).gravity for _number in range(3)]
    assert gravities == ["S0", "S0", "S1"]
    third = Incident.objects.order_by("submitted_at").last()
    assert {"why": "repeated", "to": "S1", "rule": None, "count": 3, "days": 90} in third.grading


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"staff_part": "cannot_say"}, {"named": "sam"}, {"event": "small_gift"}])
def test_what_somebody_must_not_learn_of_is_not_counted(cara, client_k, sam, fields):
    fields = {name: [sam] if name == "named" else value for name, value in fields.items()}
    for _number in range(4):
        stories.submitted(cara, client=client_k, **fields)
    assert stories.submitted(cara, client=client_k).gravity == "S0"


@pytest.mark.django_db
def test_long_ago_and_another_client_do_not_count(cara, client_k, team):
    past(cara, client_k, 3, days=91)
    assert stories.submitted(cara, client=client_k).gravity == "S0"
    past(cara, client_k, 1, days=89)
    assert stories.submitted(cara, client=client_k).gravity == "S1"
    assert stories.submitted(cara).gravity == "S0"


@pytest.mark.django_db
def test_how_many_is_what_the_organisation_has_set(cara, client_k, organisation):
    ServiceStandard.objects.create(organisation=organisation, repetition_count=2)
    assert [stories.submitted(cara, client=client_k).gravity for _number in range(2)] == ["S0", "S1"]


@pytest.mark.django_db
def test_a_pair_is_counted_only_where_nobody_stays_unnamed(cara, client_k, organisation, petra):
    changed(organisation, petra, "other", raising=[{"when": "repeated_pair", "to": "S3"}])
    for key in ("small_gift", "transport"):
        stories.submitted(cara, client=client_k, event=key, condition_answer="no" if key == "transport" else "")
    assert stories.submitted(cara, client=client_k, event="other", behind_pseudonym=True).gravity == "S1"
    assert stories.submitted(cara, client=client_k, event="other").gravity == "S3"
