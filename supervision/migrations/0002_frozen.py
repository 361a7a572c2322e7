"""Sent messages and what was owed never change; exports are append-only."""

from django.db import migrations

from audit.triggers import AppendOnly, FrozenColumns

MESSAGE = (
        "incident_id", "author_id", "kind", "body", "language", "promised_at", "sent_at", "salt",
    )
DEADLINE = ("organisation_id", "kind", "subject_type", "subject_id", "incident_id", "opened_at", "due_at")


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial")]
    operations = [
        FrozenColumns("supervision_message", MESSAGE, "1 = 1"),
        FrozenColumns("supervision_deadline", DEADLINE, "1 = 1"),
        AppendOnly("supervision_export"),
    ]
