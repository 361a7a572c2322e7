"""What the register is searched by, with each database's own full-text index, and the views that people save of it."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from supervision.register_index import RegisterIndex


class Migration(migrations.Migration):
    dependencies = [
        ("boundaries", "0003_search"),
        ("supervision", "0019_client_voice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("words", models.TextField()),
                ("incident", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="register_entry", to="boundaries.incident")),
            ],
            options={"verbose_name_plural": "register entries"},
        ),
        RegisterIndex(),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("query", models.JSONField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["name", "id"],
                "constraints": [models.UniqueConstraint(fields=("user", "name"), name="supervision_one_view_of_a_name")],
            },
        ),
    ]
