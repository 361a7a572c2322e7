"""Whether a reply has understood its reporter, in her own word."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from audit.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("supervision", "0017_gifts")]

    operations = [
        migrations.CreateModel(
            name="Understanding",
            fields=[
                ("salt", models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ("id", models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("answer", models.CharField(choices=[("yes", "Yes"), ("not_quite", "Not Quite")], max_length=10)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("message", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="understandings", to="supervision.message")),
            ],
            options={
                "ordering": ["at", "id"],
                "indexes": [models.Index(fields=["at"], name="supervision_understood_at")],
                "constraints": [models.CheckConstraint(condition=models.Q(("answer__in", ["yes", "not_quite"])), name="supervision_understood_answer")],
            },
        ),
        AppendOnly("supervision_understanding"),
    ]
