"""Names of a record opened to an auditor by a second person."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import FrozenColumns

ASKED = ("incident_id", "auditor_id", "asked_by_id", "asked_at", "reason", "salt")
DECIDED = ("decided_by_id", "decided_at", "is_granted", "refusal_reason")


class Migration(migrations.Migration):

    dependencies = [
        ('boundaries', '0007_promises'),
        ('supervision', '0020_saved_views'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='IdentityReveal',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.CharField(max_length=500)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('is_granted', models.BooleanField(blank=True, null=True)),
                ('refusal_reason', models.CharField(blank=True, max_length=500)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities_asked', to=settings.AUTH_USER_MODEL)),
                ('auditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='identities_for', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='identities_decided', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identity_reveals', to='boundaries.incident')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('incident', 'auditor'), name='supervision_one_open_identities'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('is_granted', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_granted__isnull', False)), _connector='OR'), name='supervision_identities_together'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('decided_by', models.F('auditor')), _negated=True)), _connector='OR'), name='supervision_identities_second')],
            },
        ),
        FrozenColumns("supervision_identityreveal", ASKED, "1 = 1"),
        FrozenColumns("supervision_identityreveal", DECIDED, "OLD.decided_at IS NOT NULL", label="decided_"),
    ]
