"""Trying a rule on past reports: the very weighing of sending, counts for the policy owner, references for who may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from boundaries.models import Incident
from policies.kinds import Kind, kind_of
from policies.models import EventRule
from supervision.simulating import references, try_out
from tests import stories
from tests.cast import make_person
from tests.policies.kinds import changed, in_six, kind, sent

pytestmark = pytest.mark.django_db
TRY = "/policies/kinds/phone_number/try/"


def proposed(organisation, **values):
    now = kind_of(kind(), organisation)
    fields = {name: getattr(now, name) for name in ("label", "order", "gravity", "safeguarding", "question", "raising")}
    return now, Kind(kind(), EventRule(event_type=kind(), number=0, **fields | values))


def owner(organisation):
    known = next(iter(User.objects.with_role(organisation, Role.POLICY_OWNER)), None)
    return known or make_person(organisation, None, "Nora Ek", Role.POLICY_OWNER)


def tried(organisation, most=100, by=None, **values):
    return try_out(by or owner(organisation), *proposed(organisation, **values), most)


def test_before_and_after_are_counted_and_nothing_is_changed(cara, sam, organisation):
    stories.submitted(cara)
    stories.submitted(cara, responses=["accepted"])
    stories.submitted(cara, responses=["accepted_under_pressure"])
    trial = tried(organisation, gravity="S1", raising=[{"when": "accepted", "to": "S3"}, {"when": "under_pressure", "to": "S4"}])
    assert trial.count == 3
    assert dict(trial.before.gravity) == {"S0": 2, "S2": 1}
    assert dict(trial.after.gravity) == {"S1": 1, "S3": 1, "S4": 1}
    assert (dict(trial.before.hours), dict(trial.after.hours)) == ({24: 3}, {24: 1, 4: 1, 1: 1})
    assert (trial.before.urgent, trial.after.urgent, trial.after.route["safeguarding"]) == (0, 1, 1)
    assert sorted(Incident.objects.values_list("gravity", flat=True)) == ["S0", "S0", "S2"]


def test_what_is_tried_is_what_sending_then_does(cara, client_k, organisation, petra):
    said = [{"responses": ["accepted"]}, {}, {}, {"safety_concern": "yes"}, {"behind_pseudonym": True}]
    for fields in said:
        stories.submitted(cara, client=client_k, **fields)
    raising = [{"when": "accepted", "to": "S2"}, {"when": "repeated", "to": "S3"}, {"when": "repeated_pair", "to": "S4"}]
    trial = tried(organisation, raising=raising)
    changed(organisation, petra, raising=raising)
    before = set(Incident.objects.values_list("pk", flat=True))
    # the same five once more for another client, under the rule that was tried
    other = type(client_k).objects.create(organisation=organisation, team=client_k.team, code="K-099", preferred_language="hu")
    for fields in said:
        stories.submitted(cara, client=other, **fields)
    rows = Incident.objects.exclude(pk__in=before)
    assert sorted(trial.after.gravity.elements()) == sorted(rows.values_list("gravity", flat=True))
    assert trial.after.urgent == rows.filter(urgent=True).count()


def test_only_the_last_so_many_of_this_kind_and_this_organisation(cara, olly, organisation):
    for _number in range(3):
        stories.submitted(cara)
    stories.submitted(cara, event="small_gift")
    stories.submitted(olly)
    stories.draft(cara)
    assert tried(organisation).count == 3
    assert tried(organisation, most=2).count == 2


def test_as_many_questions_for_many_as_for_few(cara, client_k, organisation):
    raising = [{"when": "repeated", "to": "S3"}, {"when": "staff_named", "to": "S2"}]
    now, then = proposed(organisation, raising=raising)
    by = owner(organisation)
    counts = []
    for _round in range(2):
        for _number in range(3):
            stories.submitted(cara, client=client_k)
        with CaptureQueriesContext(connection) as asked:
            try_out(by, now, then, 500)
        counts.append(len(asked))
        assert "request_verbatim" not in str(asked.captured_queries)
    assert counts == [3, 3]


def test_references_only_of_what_the_viewer_may_read(cara, sam, lena, petra, organisation):
    plain, named = stories.submitted(cara), stories.submitted(cara, named=[sam])
    trial = tried(organisation, gravity="S3")
    assert {row.pk for row in trial.changed} == {plain.pk, named.pk}
    assert references(trial, petra) == []
    assert references(trial, sam) == [plain.reference]
    assert set(references(trial, lena)) == {plain.reference, named.reference}


def test_what_is_behind_a_wall_is_not_counted_for_whoever_is_before_it(cara, petra, lena, organisation):
    stories.submitted(cara)
    stories.submitted(cara, named=[petra])
    stories.submitted(cara, staff_part="cannot_say")
    assert tried(organisation, by=petra).count == 1
    assert tried(organisation, by=lena).count == 3


def test_the_page_gives_the_owner_counts_and_nothing_else(client, cara, petra, organisation):
    petra.language = "en"
    petra.save()
    client.force_login(petra)
    incident = stories.submitted(cara)
    answer = client.post(TRY, sent(kind_of(kind(), organisation), gravity="S3", reason="", most="500"))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "1 would be treated differently" in " ".join(shown.split())
    assert incident.reference not in shown
    assert incident.request_verbatim not in shown
    assert 'value="S3" selected' in shown
    assert not EventRule.objects.exists()


def test_who_may_read_them_too_gets_their_references(client, cara, lena, organisation):
    lena.roles = [*lena.roles, str(Role.POLICY_OWNER)]
    lena.save()
    client.force_login(lena)
    incident = stories.submitted(cara)
    assert incident.reference in client.post(TRY, sent(kind_of(kind(), organisation), gravity="S3")).content.decode()


def test_what_could_not_be_published_is_not_tried(client, petra, organisation):
    client.force_login(petra)
    wrong = sent(kind_of(kind(), organisation), safeguarding="condition")
    assert client.post(TRY, wrong).status_code == 400
    asked = wrong | {f"question_{code}": text for code, text in in_six("Was it?").items()}
    assert client.post(TRY, asked).status_code == 200
