"""What repeats itself, as a task for somebody; reports that are like others, and replies to learn from; gifts offered."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns

TASK = (
    "organisation_id", "rule", "subject", "team_id", "client_id", "event_type_id", "reporter_id", "standard_id",
    "event_rule_id", "many", "days", "owner_id", "opened_at", "salt",
)
SETTLED = ("settled_at", "settled_by_id", "outcome", "settled_reason")
ONE_OPEN = (("organisation_id", "rule", "subject"), "ROW.settled_at IS NULL")

# reports from before: as supervision/similar/entries.py writes them
ALIKE = """
INSERT INTO supervision_likeness (
    incident_id, organisation_id, team_id, client_id, event_type_id, language, reason, submitted_at, answered_at, is_shared
) SELECT i.id, i.organisation_id, i.team_id, i.client_id, i.event_type_id, i.language,
    CASE WHEN i.reason_given IS NULL THEN '' WHEN i.reason_given THEN 'yes' ELSE 'no' END, i.submitted_at,
    (SELECT MIN(m.sent_at) FROM supervision_message m WHERE m.incident_id = i.id AND m.kind = 'reply'), FALSE
FROM boundaries_incident i WHERE i.status <> 'draft' AND i.event_type_id IS NOT NULL AND i.submitted_at IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_public_page'),
        ('boundaries', '0007_promises'),
        ('policies', '0004_promises'),
        ('supervision', '0014_sessions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PatternTask',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('rule', models.CharField(choices=[('client_kind', 'Client Kind'), ('pair', 'Pair'), ('family', 'Family'), ('team_kind', 'Team Kind')], max_length=12)),
                ('subject', models.CharField(editable=False, max_length=80)),
                ('many', models.PositiveSmallIntegerField()),
                ('days', models.PositiveSmallIntegerField()),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('session', 'A supervision session is planned'), ('talked', 'We have talked about it'), ('policy', 'A policy was looked at'), ('clarified', 'Clarified with the client'), ('changed', 'Arrangements were changed'), ('dismissed', 'Nothing is needed')], max_length=10)),
                ('settled_reason', models.TextField(blank=True, max_length=2000)),
                ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='boundaries.client')),
                ('event_rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.eventrule')),
                ('event_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.eventtype')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pattern_tasks', to=settings.AUTH_USER_MODEL)),
                ('reporter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('standard', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.servicestandard')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
        ),
        migrations.CreateModel(
            name='PatternReport',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patterns', to='boundaries.incident')),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='supervision.patterntask')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SharedReply',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('shared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shared_replies', to='boundaries.incident')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sharing', to='supervision.message')),
                ('shared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='likeness', serialize=False, to='boundaries.incident')),
                ('language', models.CharField(max_length=2)),
                ('reason', models.CharField(blank=True, choices=[('', ''), ('yes', 'yes'), ('no', 'no')], max_length=3)),
                ('submitted_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('is_shared', models.BooleanField(default=False)),
                ('client', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='boundaries.client')),
                ('event_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.eventtype')),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('team', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.team')),
            ],
            options={
                'indexes': [models.Index(fields=['client', '-submitted_at', '-incident'], name='supervision_like_of_client'), models.Index(fields=['organisation', 'team', 'event_type', '-submitted_at', '-incident'], name='supervision_like_of_team'), models.Index(condition=models.Q(('answered_at__isnull', False)), fields=['organisation', 'team', 'event_type', 'language', 'reason', '-submitted_at', '-incident'], name='supervision_answered_team'), models.Index(condition=models.Q(('answered_at__isnull', False)), fields=['organisation', 'event_type', 'language', 'reason', '-submitted_at', '-incident'], name='supervision_answered_all'), models.Index(condition=models.Q(('is_shared', True)), fields=['organisation', 'event_type', '-submitted_at', '-incident'], name='supervision_shared')],
            },
        ),
        migrations.AddIndex(
            model_name='patterntask',
            index=models.Index(fields=['organisation', '-opened_at', '-id'], name='supervision_patterns'),
        ),
        migrations.AddIndex(
            model_name='patterntask',
            index=models.Index(condition=models.Q(('settled_at', None)), fields=['owner', 'opened_at'], name='supervision_pattern_owner'),
        ),
        migrations.AddConstraint(
            model_name='patterntask',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('organisation', 'rule', 'subject'), name='supervision_one_pattern'),
        ),
        migrations.AddConstraint(
            model_name='patterntask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('settled_at', None), ('settled_by', None), ('settled_reason', '')), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('settled_reason', ''), _negated=True)), _connector='OR'), name='supervision_pattern_settled'),
        ),
        migrations.AddConstraint(
            model_name='patternreport',
            constraint=models.UniqueConstraint(fields=('task', 'incident'), name='supervision_counted_once'),
        ),
        migrations.RunSQL(ALIKE, migrations.RunSQL.noop),
        FrozenColumns("supervision_patterntask", TASK, "1 = 1", partial=(ONE_OPEN,)),
        FrozenColumns(
            "supervision_patterntask", SETTLED, "OLD.settled_at IS NOT NULL", label="settled_", partial=(ONE_OPEN,)
        ),
        AppendOnly("supervision_patternreport", unique=(("task_id", "incident_id"),)),
        AppendOnly("supervision_sharedreply", unique=(("message_id",),)),
    ]
