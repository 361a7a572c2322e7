"""SQLite's OR REPLACE deletes whatever stands in its way without asking the delete trigger; nothing frozen may go."""

import pytest
from django.db import connection

from audit.models import AuditEvent
from boundaries.models import Incident
from policies.models import Clause
from tests import stories
from tests.boundaries.test_immutability import MODELS, OPERATIONS, refused, row_of, written  # noqa: F401

pytestmark = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has no OR REPLACE")


def raw(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def replace(row, **changes):
    """INSERT OR REPLACE of this row as it is, but for some columns."""
    table, columns = row._meta.db_table, [field.column for field in row._meta.concrete_fields]
    selected = ", ".join("%s" if column in changes else f'"{column}"' for column in columns)
    values = [changes[column] for column in columns if column in changes]
    names = ", ".join(f'"{column}"' for column in columns)
    raw(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {selected} FROM {table} WHERE id = %s", *values, row.pk.hex)


def test_by_the_same_id(written):  # noqa: F811
    rows = {name: row_of(operation, written) for name, operation in OPERATIONS.items()}
    assert [name for name, row in rows.items() if not refused(lambda row=row: replace(row))] == []


def test_by_another_id_and_the_same_unique_key(written):  # noqa: F811
    """Every unique constraint of every protected table; one whose condition does not hold lets the new row in."""
    swept = 0
    for operation in OPERATIONS.values():
        row = row_of(operation, written)
        rows = type(row)._base_manager.filter(pk=row.pk)
        if any(getattr(constraint, "fields", None) for constraint in row._meta.constraints):
            refused(lambda row=row: replace(row, id=stories.uuid7().hex))
            assert rows.exists(), operation.table
            swept += 1
    assert swept == 41


def test_by_the_row_number_behind_the_key(cara):
    stories.submitted(cara)
    event = AuditEvent.objects.first()
    columns = [field.column for field in event._meta.concrete_fields if field.column not in ("id", "seq")]
    names = ", ".join(columns)
    statement = (
        f"INSERT OR REPLACE INTO audit_auditevent (rowid, id, seq, {names})"
        f" SELECT rowid, %s, 99, {names} FROM audit_auditevent WHERE id = %s"
    )
    assert refused(lambda: raw(statement, stories.uuid7().hex, event.pk.hex))


def test_a_draft_cannot_push_a_sent_report_out_by_taking_its_reference(cara):
    sent, draft = stories.submitted(cara), stories.draft(cara)
    statement = "UPDATE OR REPLACE boundaries_incident SET reference = %s WHERE id = %s"
    assert refused(lambda: raw(statement, sent.reference, draft.pk.hex))
    assert Incident.objects.filter(pk=sent.pk).exists()


def test_an_answer_of_a_draft_cannot_push_out_one_that_was_sent(cara):
    sent, draft = stories.submitted(cara), stories.draft(cara)
    statement = "UPDATE OR REPLACE boundaries_stepanswer SET incident_id = %s WHERE id = %s"
    assert refused(lambda: raw(statement, sent.pk.hex, draft.answers.first().pk.hex))


def test_a_clause_cannot_be_pushed_out_by_one_with_its_number(content):
    clause = Clause.objects.first()
    assert refused(lambda: replace(clause, id=stories.uuid7().hex, key="other"))
    assert refused(lambda: replace(clause, id=stories.uuid7().hex, number=99))
