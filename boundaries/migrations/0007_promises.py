"""Referrals, exceptions, gaps, notices that may be due outside, and how a gravity came about."""

import importlib

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns

frozen = importlib.import_module("boundaries.migrations.0002_frozen")
GRADED = ("behind_pseudonym", "event_rule_id", "grading")
REFERRAL = (
    "incident_id", "entry_id", "snapshot", "reason", "explained_procedure", "card_given", "language", "client_decision",
    "unblocks", "next_step_on", "given_by_id", "given_at", "recorded_at", "salt",
)
CHECKED = ("checked_at", "checked_by_id", "reached", "checked_note")
DECIDED = ("decided_at", "decided_by_id", "decided_reason", "is_approved", "feedback_id")
EXCEPTION = ("incident_id", "clause_id", "purpose", "done_instead", "asked_by_id", "asked_at", "salt")


class Migration(migrations.Migration):

    dependencies = [
        ('boundaries', '0006_paper'),
        ('policies', '0004_promises'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='incident',
            name='event_rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.eventrule'),
        ),
        migrations.AddField(
            model_name='incident',
            name='grading',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='GapIncident',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='policies.policyfeedback')),
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='gap', to='boundaries.incident')),
            ],
        ),
        migrations.CreateModel(
            name='ExternalDuty',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('duty', models.SlugField(max_length=60)),
                ('edition', models.CharField(max_length=20)),
                ('decision', models.CharField(choices=[('given', 'Given'), ('planned', 'Planned'), ('not_due', 'Not Due')], max_length=8)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('given_to', models.CharField(blank=True, max_length=200)),
                ('given_at', models.DateTimeField(blank=True, null=True)),
                ('external_reference', models.CharField(blank=True, max_length=80)),
                ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='external_duties', to='boundaries.incident')),
            ],
            options={
                'verbose_name_plural': 'external duties',
                'indexes': [models.Index(fields=['incident', 'duty', '-decided_at'], name='boundaries_duties')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decision', 'given'), _negated=True), models.Q(('given_at__isnull', False), models.Q(('given_to', ''), _negated=True)), _connector='OR'), name='boundaries_given_notice_says_to_whom'), models.CheckConstraint(condition=models.Q(models.Q(('decision', 'not_due'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='boundaries_no_notice_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ReasonedException',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.TextField(max_length=2000)),
                ('done_instead', models.TextField(max_length=2000)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_reason', models.TextField(blank=True, max_length=2000)),
                ('is_approved', models.BooleanField(blank=True, null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.clause')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('feedback', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='exception', to='policies.policyfeedback')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='boundaries.incident')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('is_approved', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_approved__isnull', False)), _connector='OR'), name='boundaries_exception_decided'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='boundaries_exception_by_another'), models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('incident',), name='boundaries_one_open_exception')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('snapshot', models.JSONField()),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('explained_procedure', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No')], max_length=3)),
                ('card_given', models.BooleanField(default=False)),
                ('language', models.CharField(choices=[('en', 'en'), ('hu', 'hu'), ('cs', 'cs'), ('sv', 'sv'), ('bg', 'bg'), ('uk', 'uk')], max_length=2)),
                ('client_decision', models.CharField(choices=[('wants', 'Wants'), ('thinks', 'Thinks'), ('declines', 'Declines'), ('unknown', 'Unknown')], default='unknown', max_length=8)),
                ('unblocks', models.TextField(blank=True, max_length=500)),
                ('next_step_on', models.DateField(blank=True, null=True)),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('reached', models.CharField(blank=True, choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Unknown')], max_length=8)),
                ('checked_note', models.TextField(blank=True, max_length=500)),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals_checked', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.directoryentry')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals_given', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='boundaries.incident')),
            ],
            options={
                'indexes': [models.Index(fields=['incident', 'given_at'], name='boundaries_referrals')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('checked_at', None), ('checked_by', None), ('reached', '')), models.Q(('checked_at__isnull', False), ('checked_by__isnull', False), models.Q(('reached', ''), _negated=True)), _connector='OR'), name='boundaries_referral_checked')],
            },
        ),
        FrozenColumns("boundaries_incident", (*frozen.REPORT, *GRADED), frozen.IS_SENT, unique=frozen.REFERENCE),
        FrozenColumns("boundaries_referral", REFERRAL, frozen.INCIDENT_IS_SENT),
        FrozenColumns("boundaries_referral", CHECKED, "OLD.reached IN ('yes', 'no')", label="checked_"),
        FrozenColumns(
            "boundaries_reasonedexception",
            EXCEPTION,
            "1 = 1",
            partial=((("incident_id",), "ROW.decided_at IS NULL"),),
        ),
        FrozenColumns(
            "boundaries_reasonedexception", DECIDED, "OLD.decided_at IS NOT NULL", label="decided_",
            unique=(("feedback_id",),), partial=((("incident_id",), "ROW.decided_at IS NULL"),),
        ),
        AppendOnly("boundaries_gapincident", unique=(("incident_id",),)),
        AppendOnly("boundaries_externalduty"),
    ]
