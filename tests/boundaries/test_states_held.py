"""What holds a status in place: no direct assignment, no undeclared verb, decisions whole or not at all."""

import itertools

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.door import perform
from audit.errors import UnknownVerb
from boundaries.choices import DECISIONS
from boundaries.models import Incident
from tests import stories

UNDECLARED = ["delete", "save", "full_clean", "refresh_from_db", "__init__", "status", "", "SUBMIT", "discard", None]


def test_a_status_cannot_be_assigned(cara):
    incident = stories.draft(cara)
    with pytest.raises(AttributeError):
        incident.status = "closed"


def test_the_protection_survives_a_refresh_and_a_failed_one(cara):
    incident = stories.draft(cara)
    incident.refresh_from_db()
    gone = Incident(pk=stories.uuid7())
    with pytest.raises(Incident.DoesNotExist):
        gone.refresh_from_db()
    with pytest.raises(AttributeError):
        incident.status = "closed"


@pytest.mark.parametrize("verb", UNDECLARED)
def test_verbs_come_from_the_declaration_and_nothing_else(cara, verb):
    incident = stories.draft(cara)
    with pytest.raises(UnknownVerb):
        perform(incident, verb, by=cara)


def test_an_unheard_of_status_is_refused_by_the_database(cara):
    incident = stories.draft(cara)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(status="forgotten")


def test_whatever_was_sent_has_a_reference_and_a_time(cara):
    incident = stories.draft(cara)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(status="submitted")


def whole(name, person):
    values = {f"{name}_at": timezone.now()}
    if "by" in DECISIONS[name]:
        values[f"{name}_by"] = person
    if "reason" in DECISIONS[name]:
        values[f"{name}_reason"] = "A reason"
    return values


def halves(name, person):
    """Every part of a decision without some other part; the clock may escalate without a person."""
    values = whole(name, person)
    for size in range(1, len(values)):
        for parts in itertools.combinations(values, size):
            if name == "escalated" and set(parts) == {"escalated_at", "escalated_reason"}:
                continue
            yield {part: values[part] for part in parts}


@pytest.mark.parametrize("name", DECISIONS)
def test_time_person_and_reason_of_a_decision_stand_or_fall_together(cara, sam, name):
    incident = stories.draft(cara)
    rows = Incident.objects.filter(pk=incident.pk)
    swept = 0
    for half in halves(name, sam):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**half)
        swept += 1
    assert swept == 2 ** len(whole(name, sam)) - 2 - (name == "escalated")
    assert rows.update(**whole(name, sam)) == 1


def test_every_verb_after_sending_keeps_its_decision():
    verbs = set(Incident.declared_transitions()) - {"submit"}
    fields = {f.name for f in Incident._meta.get_fields()}
    past = {"withdraw": "withdrawn", "resolve": "resolved", "escalate": "escalated", "decide": "decided"}
    for verb in verbs:
        name = past.get(verb, f"{verb}d" if verb.endswith("e") else f"{verb}ed")
        assert {f"{name}_at", *(f"{name}_{part}" for part in DECISIONS[name])} <= fields
    assert len(verbs) == len(DECISIONS)
