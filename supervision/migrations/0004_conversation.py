"""The conversation: more kinds of obligation, absences, the ladder, fairness, translations, pseudonyms."""

from importlib import import_module

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns


frozen = import_module("supervision.migrations.0002_frozen")
ABSENCE = ("organisation_id", "staff_id", "starts_at", "ends_at", "kind", "cover_id", "entered_at", "entered_by_id", "salt")
WAIVED = ("waived_at", "waived_by_id")
ASKED = ("incident_id", "person_id", "question", "language", "asked_at", "asked_by_id", "salt")


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_conversation'),
        ('boundaries', '0005_conversation'),
        ('supervision', '0003_webhooks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='factors',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='assignment',
            name='reason',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='message',
            name='supersedes',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='supervision.message'),
        ),
        migrations.AddField(
            model_name='notice',
            name='settled_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='basis',
            field=models.CharField(choices=[('team_supervisor', 'Team Supervisor'), ('team_lead', 'Team Lead'), ('lead', 'Lead'), ('safeguarding', 'Safeguarding'), ('answered', 'Answered'), ('escalation', 'Escalation'), ('decision', 'Decision'), ('matched', 'Matched'), ('chosen', 'Chosen'), ('cover', 'Cover'), ('on_call', 'On Call')], max_length=20),
        ),
        migrations.AlterField(
            model_name='deadline',
            name='kind',
            field=models.CharField(choices=[('reply', 'Reply'), ('urgent', 'Urgent'), ('promise', 'Promise'), ('decision', 'Decision'), ('follow_up', 'Follow Up'), ('referral_check', 'Referral Check'), ('translation', 'Translation'), ('hearing', 'Hearing')], max_length=16),
        ),
        migrations.AlterField(
            model_name='message',
            name='kind',
            field=models.CharField(choices=[('receipt', 'Receipt'), ('reporter', 'Reporter'), ('welcome', 'Welcome'), ('question', 'Question'), ('holding', 'Holding'), ('reply', 'Reply'), ('call_note', 'Call Note'), ('sign', 'Sign'), ('follow_up', 'Follow Up'), ('notice', 'Notice')], max_length=12),
        ),
        migrations.AddField(
            model_name='notice',
            name='address',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name='notice',
            name='incident',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='boundaries.incident'),
        ),
        migrations.CreateModel(
            name='InternalNote',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('body', models.TextField(max_length=20000)),
                ('language', models.CharField(max_length=2)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='internal_notes', to='boundaries.incident')),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('kind', models.CharField(choices=[('leave', 'Leave'), ('sick', 'Sick'), ('training', 'Training'), ('other', 'Other')], default='leave', max_length=10)),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covers', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cancelled_at', None)), fields=['staff', 'starts_at'], name='supervision_absences'), models.Index(condition=models.Q(('begun_at', None), ('cancelled_at', None)), fields=['starts_at'], name='supervision_to_begin'), models.Index(condition=models.Q(('over_at', None)), fields=['ends_at'], name='supervision_to_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='supervision_absence_lasts'), models.CheckConstraint(condition=models.Q(('cover', None), models.Q(('cover', models.F('staff')), _negated=True), _connector='OR'), name='supervision_cover_is_another')],
            },
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('rung', models.CharField(choices=[('owner', 'Owner'), ('cover', 'Cover'), ('on_call', 'On Call'), ('lead', 'Lead'), ('safeguarding', 'Safeguarding'), ('independent', 'Independent')], max_length=12)),
                ('raised_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('repeats_at', models.DateTimeField(blank=True, null=True)),
                ('climbs_at', models.DateTimeField(blank=True, null=True)),
                ('times', models.PositiveSmallIntegerField(default=1)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('over_at', models.DateTimeField(blank=True, null=True)),
                ('deadline', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='supervision.deadline')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='boundaries.incident')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('climbs_at__isnull', False), ('over_at', None)), fields=['climbs_at'], name='supervision_to_climb'), models.Index(condition=models.Q(('acknowledged_at', None), ('over_at', None), ('repeats_at__isnull', False)), fields=['repeats_at'], name='supervision_to_repeat'), models.Index(condition=models.Q(('acknowledged_at', None), ('over_at', None)), fields=['user', '-raised_at'], name='supervision_alarms_of')],
                'constraints': [models.UniqueConstraint(fields=('deadline', 'rung', 'user'), name='supervision_rung_once')],
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('question', models.TextField(max_length=20000)),
                ('language', models.CharField(max_length=2)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answer', models.TextField(blank=True, max_length=20000)),
                ('declined', models.BooleanField(default=False)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('waived_at', models.DateTimeField(blank=True, null=True)),
                ('waived_reason', models.CharField(blank=True, max_length=500)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='boundaries.incident')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to=settings.AUTH_USER_MODEL)),
                ('waived_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('incident', 'person'), name='supervision_heard_once')],
            },
        ),
        migrations.CreateModel(
            name='OnCallShift',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('duty_phone_encrypted', models.BinaryField(default=bytes)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='accounts.team')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('cancelled_at', None)), fields=['organisation', 'ends_at'], name='supervision_rota')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='supervision_shift_lasts')],
            },
        ),
        migrations.CreateModel(
            name='OtherPersonAsked',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='others_asked', to='boundaries.incident')),
                ('instead_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('incident', 'instead_of'), name='supervision_asked_once')],
            },
        ),
        migrations.CreateModel(
            name='ProtectedChange',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('what', models.CharField(choices=[('shifts', 'Shifts'), ('client', 'Client'), ('team', 'Team')], max_length=8)),
                ('is_own_wish', models.BooleanField(default=False)),
                ('reason', models.CharField(max_length=1000)),
                ('reported_at', models.DateTimeField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='protected_changes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-at'], name='supervision_changes')],
            },
        ),
        migrations.CreateModel(
            name='SealedReport',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='accounts.independentcontact')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_reports', to='boundaries.incident')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('incident', 'contact'), name='supervision_sealed_once')],
            },
        ),
        # SQLite has rebuilt these two without their triggers
        FrozenColumns(
            "supervision_message",
            (*frozen.MESSAGE, "supersedes_id"),
            "1 = 1",
            unique=(("supersedes_id",),),
            partial=((("incident_id",), "ROW.kind = 'receipt'"),),
        ),
        FrozenColumns(
            "supervision_deadline",
            frozen.DEADLINE,
            "1 = 1",
            partial=((("kind", "subject_type", "subject_id"), frozen.OPEN),),
            once=frozen.MARKS,
        ),
        AppendOnly("supervision_internalnote"),
        AppendOnly("supervision_otherpersonasked", unique=(("incident_id", "instead_of_id"),)),
        AppendOnly("supervision_protectedchange"),
        FrozenColumns("supervision_absence", ABSENCE, "1 = 1", once=("begun_at", "over_at", "cancelled_at", "cancelled_by_id")),
        FrozenColumns("supervision_hearing", ASKED, "1 = 1", unique=(("incident_id", "person_id"),), once=("answered_at", *WAIVED)),
        FrozenColumns(
            "supervision_hearing",
            ("answer", "declined", "waived_reason"),
            "OLD.answered_at IS NOT NULL OR OLD.waived_at IS NOT NULL",
            label="answered_",
            unique=(("incident_id", "person_id"),),
        ),
        FrozenColumns(
            "supervision_sealedreport",
            ("incident_id", "contact_id", "sealed", "at", "salt"),
            "1 = 1",
            unique=(("incident_id", "contact_id"),),
            once=("opened_at",),
        ),
    ]
