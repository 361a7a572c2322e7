"""What was sent, decided, owed, published or proven never changes: the database itself refuses, whoever asks."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from audit import checkpoints
from audit.door import record
from audit.models import AuditEvent
from audit.triggers import FrozenColumns
from boundaries.models import Addendum, Incident, StepAnswer
from policies.models import ServiceStandard
from supervision.absences import acts as absences
from supervision.protected.acts import give_reason
from tests import files, missed, papers, stories, tampering, wordings
from tests.cast import make_person
from tests.planned import planned
from tests.policies import kinds, shelves
from tests.policies import wordings as own_wordings
from tests.referred import reached
from tests.supervision import giving, patterned, sealing, sitting
from tests.supervision.absent import away
from tests.supervision.auditing import mandated, told_names
from tests.supervision.translated import across
from tests.supervision.voiced import voiced

OPERATIONS = {f"{op.table} {op.label}".strip(): op for op in tampering.operations()}
MODELS = {model._meta.db_table: model for model in apps.get_models()}


def refused(act):
    """Whether the database's own triggers stopped it, and not anything else."""
    try:
        with transaction.atomic():
            act()
    except DatabaseError as error:
        return "is frozen" in str(error) or "is append-only" in str(error)
    return False


@pytest.fixture
def written(cara, sam, lena, ada, petra, olly, client_k):
    """A closed record with something in every table, and others that references could be bent to."""
    record(stories.submitted(cara), "ask_for_another", by=cara)
    uneasy = {"discomfort": True, "support_wanted": "talk"}
    incident = stories.submitted(cara, client=client_k, named=[ada], behind_pseudonym=True, **uneasy)
    across(incident, sam, lena)
    record(incident, "add_information", by=cara, text="One more thing", language="en")
    incident = stories.perform(incident, "acknowledge", by=sam, message=stories.message())
    files.attached(incident, cara)
    reached(incident, by=cara)
    record(incident, "note", by=sam, body="For colleagues", language="en")
    record(incident, "say_understood", by=cara, message=incident.messages.get(kind="reply").pk, answer="yes")
    shelves.used_in_answer(incident, sam, by=petra)
    record(stories.submitted(cara), "follow", by=cara, target=incident)
    record(incident, "hear", by=sam, person=ada, question="What happened, as you remember it?", language="en")
    record(incident, "waive_hearing", by=lena, person=ada, reason="She does not work here any more.")
    missed.answered_gap(cara, owner=petra)
    missed.approved_exception(incident, asker=sam, lead=lena)
    record(incident, "consult", by=sam, person=lena, question="How would you say no?", extract="A number.", language="en")
    checkpoints.make(incident.organisation_id)
    asked = incident.consultations.get(kind="colleague").pk
    record(incident, "answer_consultation", by=lena, consultation=asked, answer="With the number of the office.")
    disclosed = {"authority_name": "Guardianship office", "extract": "She is alone.", "ground": "Danger", "client_told": True}
    record(incident, "record_authority", by=sam, answer="They visit her.", **disclosed)
    voiced(incident, cara, sam, lena)
    message = {"body": "This is the result.", "language": "en"}
    planned(incident, sam)
    incident = stories.perform(incident, "resolve", by=sam, message=message, **stories.RESULT)
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    stories.say_how_it_was(incident, cara)
    record(incident, "export", by=sam, language="cs", profile="pseudonymised", record_digest="0" * 64)
    ServiceStandard.objects.create(organisation=cara.organisation)
    kinds.changed(cara.organisation, petra)
    absences.call_off(away(sam, lena, after=20), sam)
    away(sam, lena, after=30)
    sealing.accepted(cara.organisation, ada)
    stories.submitted(cara, named=[sam, lena])  # nobody inside is left: sealed
    papers.filed(cara, by=sam)
    give_reason(cara, by=lena, what="team", reason="She moved to another town.", is_own_wish=True)
    wordings.read_by_first(cara.organisation, lena)
    own_wordings.every_way(petra, lena)
    patterned.dismissed(cara, client_k, by=sam)
    patterned.shared(incident, by=sam)
    record(incident, "decide_external_duty", by=sam, duty="hu-contracts", decision="not_due", reason="No contract.")
    sitting.with_everything(cara, sam, lena, incident)
    giving.everything(cara, sam, lena, client_k)
    mandate = told_names(mandated(make_person(cara.organisation, None, "Vera Auditor", Role.AUDITOR), lena), incident)
    record(cara.organisation, "end_mandate", by=lena, mandate=mandate.pk)
    return stories.perform(incident, "close", by=sam, reason="Finished together.")


def row_of(operation, incident):
    rows = MODELS[operation.table]._base_manager.order_by("pk")
    if operation.table == "boundaries_incident":
        return rows.get(pk=incident.pk)
    if isinstance(operation, FrozenColumns):
        rows = rows.extra(where=[operation.frozen.replace("OLD.", "")])
    names = {field.name for field in rows.model._meta.fields}
    if "incident" in names and rows.filter(incident=incident).exists():
        rows = rows.filter(incident=incident)
    return rows.filter(met_at__isnull=False).first() if "met_at" in names else rows.first()


def frozen_fields(operation):
    """The fields that may never change; all of them where the table is append-only."""
    model = MODELS[operation.table]
    columns = ("id", *operation.columns) if isinstance(operation, FrozenColumns) else None
    return [f.name for f in model._meta.concrete_fields if columns is None or f.column in columns]


def test_no_frozen_column_of_any_table_can_be_changed(written):
    swept, changed = 0, []
    for name, operation in OPERATIONS.items():
        row = row_of(operation, written)
        for field in frozen_fields(operation):
            swept += 1
            if not refused(lambda row=row, field=field: tampering.alter(row, field)):
                changed.append(f"{name} {field}")
    assert changed == []
    assert swept > 130


def test_every_column_named_in_a_freeze_is_one_of_its_table():
    for operation in OPERATIONS.values():
        columns = {field.column for field in MODELS[operation.table]._meta.concrete_fields}
        assert {*getattr(operation, "columns", ()), *getattr(operation, "once", ())} <= columns


@pytest.mark.parametrize("name", [name for name, op in OPERATIONS.items() if getattr(op, "once", ())])
def test_what_is_marked_once_stays_marked(written, name):
    row = row_of(OPERATIONS[name], written)
    marked = [field for field in OPERATIONS[name].once if getattr(row, field) is not None]
    update = MODELS[OPERATIONS[name].table]._base_manager.filter(pk=row.pk).update
    assert all(refused(lambda field=field: update(**{field: None})) for field in marked)
    assert all(refused(lambda field=field: tampering.alter(row, field)) for field in marked)
    free = [field for field in OPERATIONS[name].once if field not in marked]
    assert all(update(**{field: written.closed_at}) for field in free)


def test_no_frozen_row_can_be_deleted(written):
    rows = {name: row_of(operation, written) for name, operation in OPERATIONS.items()}
    assert [name for name, row in rows.items() if not refused(lambda row=row: tampering.remove(row))] == []


def test_no_protected_table_can_be_emptied(written):
    statement = "TRUNCATE {} CASCADE" if connection.vendor == "postgresql" else "DELETE FROM {}"
    tables = sorted({operation.table for operation in OPERATIONS.values()})
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        emptied = [t for t in tables if not refused(lambda t=t: cursor.execute(statement.format(t)))]
    assert emptied == []
    assert len(tables) == 62


def test_a_status_set_back_to_draft_thaws_nothing(cara):
    incident = stories.submitted(cara)
    rows = Incident.objects.filter(pk=incident.pk)
    rows.update(status="draft")
    assert refused(lambda: rows.update(request_verbatim="Something else"))
    assert refused(lambda: incident.answers.all()._raw_delete(using="default"))
    assert refused(lambda: tampering.remove(incident))


def test_a_draft_is_free_until_it_is_sent(cara, ada):
    draft = stories.draft(cara, named=[ada])
    for row in (draft, draft.answers.first(), draft.named.get()):
        field = {"incident": "feelings", "stepanswer": "note", "namedperson": "part"}[row._meta.model_name]
        tampering.alter(row, field)
    draft.answers.first().delete()
    record(draft, "discard", by=cara)
    assert not StepAnswer.objects.filter(incident=draft.pk).exists()


def test_models_tell_the_programmer_before_the_database_does(cara):
    stories.submitted(cara)
    event = AuditEvent.objects.first()
    for act in (event.save, event.delete, AuditEvent.objects.all().delete, lambda: AuditEvent.objects.update(seq=1)):
        with pytest.raises(TypeError):
            act()
    with pytest.raises(TypeError):
        AuditEvent.objects.bulk_update([event], ["data"])


def test_an_addendum_is_never_edited(written):
    addendum = Addendum.objects.get(client_voice=None)
    addendum.text = "Something else"
    assert refused(addendum.save)
    assert refused(lambda: Addendum.objects.filter(pk=addendum.pk).delete())
