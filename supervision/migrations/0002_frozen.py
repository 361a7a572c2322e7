"""Sent messages and what was owed never change; exports are append-only."""

from django.db import migrations

from audit.triggers import AppendOnly, FrozenColumns

MESSAGE = (
        "incident_id", "author_id", "kind", "body", "language", "promised_at", "sent_at", "salt",
    )
DEADLINE = ("organisation_id", "kind", "subject_type", "subject_id", "incident_id", "opened_at", "due_at")
# What happened to an obligation is marked once and stays (SV.13: a breach is recorded for good)
MARKS = ("reminded_at", "breached_at", "met_at", "cancelled_at")
OPEN = "ROW.met_at IS NULL AND ROW.cancelled_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial")]
    operations = [
        FrozenColumns(
            "supervision_message", MESSAGE, "1 = 1", partial=((("incident_id",), "ROW.kind = 'receipt'"),)
        ),
        FrozenColumns(
            "supervision_deadline",
            DEADLINE,
            "1 = 1",
            partial=((("kind", "subject_type", "subject_id"), OPEN),),
            once=MARKS,
        ),
        AppendOnly("supervision_export"),
    ]
