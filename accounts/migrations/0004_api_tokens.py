"""Tokens, and an index on what was sent differently and nobody has looked at."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.models.token
import audit.ids


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_sent_requests")]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("scopes", models.JSONField(validators=[accounts.models.token.check_scopes])),
                ("prefix", models.CharField(max_length=8, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("created_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="api_tokens", to="accounts.organisation")),
                ("revoked_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="api_tokens", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["organisation", "id"], name="accounts_api_token_org")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(revoked_at=None, revoked_by=None)
                        | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                        name="accounts_api_token_revoked",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="differentrequest",
            index=models.Index(condition=models.Q(reviewed_at=None), fields=["first"], name="accounts_different_unseen"),
        ),
    ]
