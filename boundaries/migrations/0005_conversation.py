"""The conversation: more kinds of obligation, absences, the ladder, fairness, translations, pseudonyms."""

from importlib import import_module

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns


frozen = import_module("boundaries.migrations.0002_frozen")
ASKED = ("incident_id", "asked_by_id", "asked_at", "reason", "salt")
DECIDED = ("decided_by_id", "decided_at", "is_granted", "refusal_reason")
LINK = ("source_id", "target_id", "relation", "by_id", "at")
SOURCE_IS_SENT = "(SELECT submitted_at FROM boundaries_incident WHERE id = OLD.source_id) IS NOT NULL"


class Migration(migrations.Migration):

    dependencies = [
        ('boundaries', '0004_attachments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # in place: a rebuilt table would lose the triggers of others that look at it
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name='incident',
                    name='behind_pseudonym',
                    field=models.BooleanField(default=False),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE boundaries_incident ADD COLUMN behind_pseudonym boolean NOT NULL DEFAULT false",
                    "ALTER TABLE boundaries_incident DROP COLUMN behind_pseudonym",
                )
            ],
        ),
        migrations.AlterField(
            model_name='access',
            name='basis',
            field=models.CharField(choices=[('cover', 'Cover'), ('escalation', 'Escalation'), ('consulted', 'Consulted'), ('on_call', 'On Call'), ('ladder', 'Ladder'), ('translating', 'Translating')], max_length=12),
        ),
        migrations.CreateModel(
            name='IncidentLink',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('relation', models.CharField(choices=[('follows', 'Follows'), ('same_request', 'Same Request'), ('related', 'Related'), ('arose_from', 'Arose From'), ('duplicate', 'Duplicate')], max_length=12)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='boundaries.incident')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_from', to='boundaries.incident')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'target', 'relation'), name='boundaries_linked_once'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='boundaries_not_to_itself')],
            },
        ),
        migrations.CreateModel(
            name='Reveal',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.CharField(max_length=500)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('is_granted', models.BooleanField(blank=True, null=True)),
                ('refusal_reason', models.CharField(blank=True, max_length=500)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reveals_asked', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reveals_decided', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reveals', to='boundaries.incident')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('incident', 'asked_by'), name='boundaries_one_open_reveal'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('is_granted', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_granted__isnull', False)), _connector='OR'), name='boundaries_reveal_together'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='boundaries_reveal_second_person')],
            },
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('subject_type', models.CharField(max_length=40)),
                ('subject_id', models.UUIDField()),
                ('field', models.CharField(max_length=40)),
                ('language', models.CharField(choices=[('en', 'en'), ('hu', 'hu'), ('cs', 'cs'), ('sv', 'sv'), ('bg', 'bg'), ('uk', 'uk')], max_length=2)),
                ('text', models.TextField(max_length=40000)),
                ('manner', models.CharField(choices=[('person', 'Person'), ('interpreter', 'Interpreter'), ('machine', 'Machine')], max_length=12)),
                ('interpreter', models.CharField(blank=True, max_length=120)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translations', to='boundaries.incident')),
            ],
            options={
                'indexes': [models.Index(fields=['incident', 'subject_id'], name='boundaries_translations')],
            },
        ),
        FrozenColumns("boundaries_incident", (*frozen.REPORT, "behind_pseudonym"), frozen.IS_SENT, unique=frozen.REFERENCE),
        AppendOnly("boundaries_translation"),
        FrozenColumns("boundaries_reveal", ASKED, "1 = 1"),
        FrozenColumns("boundaries_reveal", DECIDED, "OLD.decided_at IS NOT NULL", label="decided_"),
        FrozenColumns("boundaries_incidentlink", LINK, SOURCE_IS_SENT, unique=(("source_id", "target_id", "relation"),)),
    ]
