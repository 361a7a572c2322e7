"""Colleagues and authorities that were asked about a record."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import FrozenColumns

ASKED = (
    "incident_id", "kind", "asked_by_id", "asked_of_id", "authority_name", "authority_key", "question", "extract", "ground",
    "client_told", "not_told_reason", "language", "asked_at", "recorded_at", "salt",
)  # fmt: skip
SAID = (
    "answer", "answer_language", "answered_at", "answered_by_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason",
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('boundaries', '0007_promises'),
        ('supervision', '0010_library_use'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='deadline',
            name='kind',
            field=models.CharField(choices=[('reply', 'Reply'), ('urgent', 'Urgent'), ('promise', 'Promise'), ('decision', 'Decision'), ('follow_up', 'Follow Up'), ('referral_check', 'Referral Check'), ('translation', 'Translation'), ('hearing', 'Hearing'), ('consultation', 'Consultation'), ('directory_review', 'Directory Review'), ('reading', 'Reading')], max_length=16),
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('colleague', 'Colleague'), ('authority', 'Authority')], max_length=9)),
                ('authority_name', models.CharField(blank=True, max_length=200)),
                ('authority_key', models.CharField(blank=True, max_length=36)),
                ('question', models.TextField(blank=True, max_length=20000)),
                ('extract', models.TextField(blank=True, max_length=20000)),
                ('ground', models.TextField(blank=True, max_length=2000)),
                ('client_told', models.BooleanField(blank=True, null=True)),
                ('not_told_reason', models.TextField(blank=True, max_length=2000)),
                ('language', models.CharField(max_length=2)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.TextField(blank=True, max_length=20000)),
                ('answer_language', models.CharField(blank=True, max_length=2)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=500)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='boundaries.incident')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['asked_of', '-asked_at'], name='supervision_asked_of'), models.Index(fields=['incident', 'asked_at'], name='supervision_consulted')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('asked_of__isnull', False), ('authority_name', ''), ('client_told', None), ('kind', 'colleague')), models.Q(('asked_of', None), ('client_told__isnull', False), ('kind', 'authority'), models.Q(('authority_name', ''), _negated=True)), _connector='OR'), name='supervision_consulted_one'), models.CheckConstraint(condition=models.Q(('asked_of', None), models.Q(('asked_of', models.F('asked_by')), _negated=True), _connector='OR'), name='supervision_consulted_another'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('withdrawn_at', None), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='supervision_consultation_said'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), _connector='OR'), name='supervision_consultation_off')],
            },
        ),
        FrozenColumns("supervision_consultation", ASKED, "1 = 1"),
        FrozenColumns(
            "supervision_consultation", SAID, "OLD.answered_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL", label="answered_"
        ),
    ]
