"""Conversations in which we wait for the reporter, and an index for the urgent obligations that nobody met."""

import django.db.models.deletion
from django.db import migrations, models

import audit.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_conversation"),
        ("boundaries", "0005_conversation"),
        ("supervision", "0005_ladder"),
    ]

    operations = [
        migrations.CreateModel(
            name="Silence",
            fields=[
                ("id", models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("notice_at", models.DateTimeField()),
                ("noticed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "incident",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="silence", to="boundaries.incident"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="accounts.organisation"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("noticed_at", None)), fields=["notice_at"], name="supervision_to_notice"),
                    models.Index(
                        condition=models.Q(("noticed_at__isnull", False)),
                        fields=["organisation", "noticed_at"],
                        name="supervision_quiet",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("cancelled_at", None), ("kind", "urgent"), ("met_at", None)),
                fields=["due_at"],
                name="supervision_urgent",
            ),
        ),
    ]
