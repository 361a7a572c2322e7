"""What was planned about a record, and what came of it."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns

PROPOSAL = (
    "incident_id", "kind", "position", "text", "language", "area", "responsible_id", "due_on", "library_item_id",
    "blocked_by_id", "supersedes_id", "proposed_by_id", "proposed_at", "salt",
)
# What happened to a step is marked once and stays
MARKS = ("agreed_at", "asked_at", "ended_at", "ended_by_id")
ENDED = ("status", "result", "result_note", "due_again_on")
# One's own until it is shared
REFLECTION = ("item_id", "author_id", "text", "language", "written_at", "shared_at", "salt")


class Migration(migrations.Migration):

    dependencies = [
        ('boundaries', '0007_promises'),
        ('policies', '0004_promises'),
        ('supervision', '0011_consultations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('underlying_need', models.TextField(blank=True, max_length=2000)),
                ('contact_type', models.CharField(blank=True, choices=[('informative', 'Informative'), ('testing', 'Testing'), ('abusive', 'Abusive'), ('urgent', 'Urgent'), ('counselling', 'Counselling')], max_length=12)),
                ('contact_type_note', models.TextField(blank=True, max_length=2000)),
                ('language', models.CharField(max_length=2)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='boundaries.incident')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('goal', 'Goal'), ('action', 'Action'), ('exercise', 'Exercise'), ('follow_up', 'Follow Up'), ('clarify', 'Clarify'), ('rematch', 'Rematch'), ('session', 'Session'), ('review', 'Review')], max_length=10)),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.TextField(max_length=2000)),
                ('language', models.CharField(max_length=2)),
                ('area', models.CharField(blank=True, choices=[('client_need', 'Client Need'), ('caregiver_feeling', 'Caregiver Feeling'), ('boundary', 'Boundary'), ('safety', 'Safety'), ('arrangement', 'Arrangement'), ('policy', 'Policy')], max_length=20)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('status', models.CharField(choices=[('proposed', 'Proposed'), ('open', 'Open'), ('blocked', 'Blocked'), ('done', 'Done'), ('dropped', 'Dropped')], max_length=8)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('due_again_on', models.DateField(blank=True, null=True)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('result', models.CharField(blank=True, choices=[('reached', 'Reached'), ('partly', 'Partly'), ('not_reached', 'Not Reached'), ('dropped', 'Dropped')], max_length=11)),
                ('result_note', models.TextField(blank=True, max_length=2000)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('blocked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='unblocks_items', to='boundaries.referral')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='boundaries.incident')),
                ('library_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.libraryitem')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to=settings.AUTH_USER_MODEL)),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='supervision.planitem')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=20000)),
                ('language', models.CharField(max_length=2)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('shared_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reflection', to='supervision.planitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SupportNotNeeded',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='support_not_needed', to='boundaries.incident')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='planitem',
            index=models.Index(fields=['incident', 'position'], name='supervision_plan'),
        ),
        migrations.AddIndex(
            model_name='planitem',
            index=models.Index(condition=models.Q(('asked_at', None), ('ended_at', None), ('kind', 'exercise')), fields=['due_on'], name='supervision_exercises_due'),
        ),
        migrations.AddIndex(
            model_name='planitem',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['responsible'], name='supervision_steps_of'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('due_on', None), ('kind', 'goal'), ('responsible', None)), models.Q(models.Q(('kind', 'goal'), _negated=True), ('due_on__isnull', False), ('responsible__isnull', False)), _connector='OR'), name='supervision_step_has_person_and_date'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None), ('result', ''), ('status__in', ('proposed', 'open', 'blocked'))), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), ('status__in', ('done', 'dropped'))), _connector='OR'), name='supervision_plan_item_ended'),
        ),
        FrozenColumns(
            "supervision_planitem", PROPOSAL, "1 = 1", unique=(("supersedes_id",),), once=MARKS,
        ),
        FrozenColumns(
            "supervision_planitem", ENDED, "OLD.ended_at IS NOT NULL", label="ended_", unique=(("supersedes_id",),),
        ),
        AppendOnly("supervision_assessment"),
        AppendOnly("supervision_supportnotneeded", unique=(("incident_id",),)),
        FrozenColumns(
            "supervision_reflection", REFLECTION, "OLD.shared_at IS NOT NULL", unique=(("item_id",),),
        ),
    ]
