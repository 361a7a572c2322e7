"""When an alarm's time came and where the ladder ended; that an organisation keeps a rota, and its gaps."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import audit.ids


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_conversation"),
        ("supervision", "0004_conversation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rota",
            fields=[
                ("id", models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("next_look_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("organisation", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="rota", to="accounts.organisation")),
            ],
            options={"db_table": "supervision_rota_kept", "indexes": [models.Index(fields=["next_look_at"], name="supervision_rota_looks")]},
        ),
        migrations.CreateModel(
            name="RotaGap",
            fields=[
                ("id", models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("filled_at", models.DateTimeField(blank=True, null=True)),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rota_gaps", to="accounts.organisation")),
                ("team", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rota_gaps", to="accounts.team")),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(filled_at=None), fields=["ends_at"], name="supervision_gaps")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "team", "starts_at"), name="supervision_gap_once"),
                    models.CheckConstraint(
                        condition=models.Q(ends_at__gt=models.F("starts_at")), name="supervision_gap_lasts"
                    ),
                ],
            },
        ),
        migrations.AddField("alarm", "wanted_at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField("alarm", "sent", models.JSONField(default=list)),
        migrations.AddField("alarm", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddIndex(
            "alarm",
            models.Index(
                condition=models.Q(over_at=None), fields=["organisation", "deadline"], name="supervision_alarms_running"
            ),
        ),
    ]
