"""Why somebody is told, which notices wait for a digest, and the indexes of the unread count and of the figures."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0007_reply_draft"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("notice", "why", models.CharField(blank=True, max_length=20, default=""), preserve_default=False),
        migrations.AddField(
            "notice",
            "why_person",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("notice", "digest_due_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddIndex(
            "notice",
            models.Index(
                condition=models.Q(("read_at", None), ("settled_at", None)), fields=["user"], name="supervision_unread"
            ),
        ),
        migrations.AddIndex(
            "notice",
            models.Index(
                condition=models.Q(("digest_due_at__isnull", False)),
                fields=["digest_due_at"],
                name="supervision_to_digest",
            ),
        ),
        migrations.AddIndex(
            "notice",
            models.Index(condition=models.Q(("settled_at", None)), fields=["incident"], name="supervision_to_settle"),
        ),
        migrations.AddIndex(
            "deadline", models.Index(fields=["organisation", "due_at"], name="supervision_due_in")
        ),
    ]
