"""Every field of every evidence and of every event: none can be changed unseen, and random hands are all found."""

import random

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from audit.models import AuditEvent, Evidence
from audit.verify import verify
from tests import tampering

EVIDENCE = [model for model in apps.get_models() if issubclass(model, Evidence)]
ROUNDS = 520


def found(act):
    """Whether verification finds what the act did, or the database's own constraints refused it; undone afterwards."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                act()
        except IntegrityError:
            return True
        findings = verify().findings
        transaction.set_rollback(True)
    return bool(findings)


def proven_fields(model):
    return sorted({name for names in model.EVIDENCE.values() for name in names} | {"id", "salt"})


def of_the_story(rows, incident):
    """A row of this record, else one of another record or of the organisation."""
    has_incident = any(field.name == "incident" for field in rows.model._meta.fields)
    return (rows.filter(incident=incident).first() if has_incident else None) or rows.first()


@pytest.mark.parametrize("model", EVIDENCE, ids=lambda model: model.__name__)
def test_no_field_of_evidence_changes_unseen(unguarded, model):
    rows = model.must_be_proven().order_by("pk")
    row = rows.get(pk=unguarded.pk) if model.__name__ == "Incident" else of_the_story(rows, unguarded)
    fields = proven_fields(model)
    assert [name for name in fields if not found(lambda name=name: tampering.alter(row, name))] == []
    assert len(fields) >= 4


def test_no_field_of_an_event_changes_unseen(unguarded):
    fields = [field.name for field in AuditEvent._meta.concrete_fields if field.name != "id"]
    for event in (AuditEvent.objects.first(), AuditEvent.objects.get(act="incident_closed")):
        assert [name for name in fields if not found(lambda e=event, n=name: tampering.alter(e, n))] == []


def test_every_model_that_keeps_what_people_wrote_on_a_record_is_evidence():
    assert {model.__name__ for model in EVIDENCE} >= {
        "Incident", "StepAnswer", "Addendum", "NamedPerson", "Message", "Export"
    }  # fmt: skip


def random_hand(dice):
    """(what, act): one change somewhere in the evidence, of a kind that leaves something behind."""
    model = dice.choice([*EVIDENCE, AuditEvent, AuditEvent])
    if model is AuditEvent:
        return random_hand_on_event(dice, dice.choice(list(AuditEvent._base_manager.order_by("pk"))))
    row = dice.choice(list(model.must_be_proven().order_by("pk")))
    way = dice.choice(["alter", "alter", "alter", "remove", "clone"])
    if way == "alter":
        name = dice.choice(proven_fields(model))
        return f"alter {model.__name__}.{name}", lambda: tampering.alter(row, name)
    if way == "remove":
        return f"remove {model.__name__}", lambda: tampering.remove(row)
    return f"clone {model.__name__}", lambda: clone(row)


def random_hand_on_event(dice, row):
    way = dice.choice(["alter", "remove", "renumber"])
    if way == "alter":
        name = dice.choice([field.name for field in AuditEvent._meta.concrete_fields if field.name != "id"])
        return f"alter {row}.{name}", lambda: tampering.alter(row, name)
    if way == "remove" and row.act != "record_opened":
        return f"remove {row}", lambda: tampering.remove(row)
    return f"renumber {row}", lambda: AuditEvent._base_manager.filter(pk=row.pk).update(seq=row.seq + 100)


def clone(row):
    copy = type(row)._base_manager.get(pk=row.pk)
    copy.pk = tampering.other_value(row._meta.pk, row.pk)
    if hasattr(copy, "reference"):
        copy.reference = "DS-XXXX-XXXX"
    copy.save(force_insert=True)


def test_520_random_hands_are_found_every_one(unguarded):
    dice = random.Random(20261122)
    missed = []
    for _ in range(ROUNDS):
        what, act = random_hand(dice)
        if not found(act):
            missed.append(what)
    assert missed == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL's types refuse such values")
@pytest.mark.parametrize(
    ("table", "change", "named"),
    [
        ("audit_auditevent", "at = 'yesterday'", "incident_submitted: the event was altered"),
        ("audit_auditevent", "id = 'nobody'", "audit.auditevent: an id cannot be read any more"),
        ("supervision_message", "sent_at = ''", "supervision.message"),
        ("boundaries_incident", "reporter_id = 'somebody'", "the row cannot be read any more (ValueError)"),
        ("boundaries_addendum", "id = 'nobody'", "boundaries.addendum"),
    ],
)
def test_what_cannot_even_be_read_is_found_and_named(unguarded, audit_verify, table, change, named):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {change} WHERE id = (SELECT min(id) FROM {table})")
        code, said = audit_verify()
        transaction.set_rollback(True)
    assert code == 1
    assert named in said
