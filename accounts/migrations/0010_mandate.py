"""Mandates: what an auditor was asked to look at, and until when."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import FrozenColumns

MANDATE = (
    "organisation_id", "auditor_id", "purpose", "since", "until", "teams", "kinds", "ends_at", "given_by_id", "given_at",
    "salt",
)  # fmt: skip

class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_complaints'),
    ]

    operations = [
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=300)),
                ('since', models.DateTimeField(blank=True, null=True)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('teams', models.JSONField(blank=True, default=list)),
                ('kinds', models.JSONField(blank=True, default=list)),
                ('ends_at', models.DateTimeField()),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('auditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
            ],
            options={
                'ordering': ['-given_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('given_at'))), name='accounts_mandate_ends'), models.CheckConstraint(condition=models.Q(('since', None), ('until', None), ('until__gt', models.F('since')), _connector='OR'), name='accounts_mandate_period'), models.CheckConstraint(condition=models.Q(('given_by', models.F('auditor')), _negated=True), name='accounts_mandate_by_another')],
            },
        ),
        FrozenColumns("accounts_mandate", MANDATE, "1 = 1", once=("ended_at", "ended_by_id")),
    ]
