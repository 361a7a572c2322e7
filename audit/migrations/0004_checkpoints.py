"""Signed checkpoints and the keys that sign them, both written once."""

from django.db import migrations, models

import audit.ids
from audit.triggers import AppendOnly

NUMBER = (("organisation_id", "number"),)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_parked")]

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("statement", models.TextField()),
                ("signature", models.CharField(max_length=128)),
                ("changed", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organisation_id", "number"), name="audit_checkpoint_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                ("id", models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("organisation_id", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("statement", models.TextField()),
                ("vouched", models.CharField(max_length=128)),
                ("public", models.CharField(max_length=64)),
                ("private_sealed", models.BinaryField(editable=False)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation_id", "number"), name="audit_key_number")],
            },
        ),
        AppendOnly("audit_checkpoint", unique=NUMBER),
        AppendOnly("audit_signingkey", unique=NUMBER),
    ]
