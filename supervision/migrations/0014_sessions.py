"""Supervision sessions, what was agreed in them, when they are due, and reflections on skills."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
import supervision.models.session
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns

SESSION = ("organisation_id", "supervisor_id", "form", "entered_at", "entered_by_id", "salt")
HELD = (
    "starts_at", "place", "shared_notes", "language", "areas", "offered_at", "cancelled_at", "cancelled_by_id",
    "cancelled_reason",
)
PERSON = ("session_id", "person_id", "salt")
CONFIRMED = ("confirmed_at", "words", "change_asked", "final_at")
AGREEMENT = ("session_id", "text", "area", "responsible_id", "due_on", "entered_at", "salt")
RECHECKED = ("struck_at", "rechecked_at", "rechecked_by_id", "is_done", "found")
REFLECTION = (
    "author_id", "skill_id", "situation", "reflection", "written_at", "session_id", "shared", "discussed_at",
)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_public_page'),
        ('boundaries', '0007_promises'),
        ('policies', '0004_promises'),
        ('supervision', '0013_observations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='deadline',
            name='kind',
            field=models.CharField(choices=[('reply', 'Reply'), ('urgent', 'Urgent'), ('promise', 'Promise'), ('decision', 'Decision'), ('follow_up', 'Follow Up'), ('referral_check', 'Referral Check'), ('translation', 'Translation'), ('hearing', 'Hearing'), ('consultation', 'Consultation'), ('directory_review', 'Directory Review'), ('reading', 'Reading'), ('session', 'Session')], max_length=16),
        ),
        migrations.CreateModel(
            name='SupervisionSession',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('form', models.CharField(choices=[('individual', 'Individual'), ('group', 'Group')], default='individual', max_length=10)),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('starts_at', models.DateTimeField(blank=True, null=True)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('held_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_reason', models.CharField(blank=True, max_length=600)),
                ('shared_notes', models.TextField(blank=True, max_length=8000)),
                ('language', models.CharField(choices=[('en', 'en'), ('hu', 'hu'), ('cs', 'cs'), ('sv', 'sv'), ('bg', 'bg'), ('uk', 'uk')], default='en', max_length=2)),
                ('areas', models.JSONField(blank=True, default=list, validators=[supervision.models.session.check_areas])),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervision_sessions_held', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SkillNote',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('situation', models.TextField(blank=True, max_length=600)),
                ('reflection', models.TextField(max_length=8000)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('shared', models.BooleanField(default=False)),
                ('discussed_at', models.DateTimeField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skill_notes', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.libraryitem')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='skill_notes', to='supervision.supervisionsession')),
            ],
        ),
        migrations.CreateModel(
            name='SessionTopic',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=600)),
                ('area', models.CharField(blank=True, choices=[('client_need', 'Client Need'), ('caregiver_feeling', 'Caregiver Feeling'), ('boundary', 'Boundary'), ('safety', 'Safety'), ('arrangement', 'Arrangement'), ('policy', 'Policy')], max_length=20)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='supervision.supervisionsession')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SessionPrivateNote',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('text_encrypted', models.BinaryField(default=bytes)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='supervision.supervisionsession')),
            ],
        ),
        migrations.CreateModel(
            name='SessionPerson',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('words', models.TextField(blank=True, max_length=600)),
                ('change_asked', models.TextField(blank=True, max_length=600)),
                ('final_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervision_sessions', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='people', to='supervision.supervisionsession')),
            ],
        ),
        migrations.CreateModel(
            name='SessionIncident',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervision_sessions', to='boundaries.incident')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked', to='supervision.supervisionsession')),
            ],
        ),
        migrations.CreateModel(
            name='SessionAgreement',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=600)),
                ('area', models.CharField(blank=True, choices=[('client_need', 'Client Need'), ('caregiver_feeling', 'Caregiver Feeling'), ('boundary', 'Boundary'), ('safety', 'Safety'), ('arrangement', 'Arrangement'), ('policy', 'Policy')], max_length=20)),
                ('due_on', models.DateField()),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('struck_at', models.DateTimeField(blank=True, null=True)),
                ('rechecked_at', models.DateTimeField(blank=True, null=True)),
                ('is_done', models.BooleanField(blank=True, null=True)),
                ('found', models.TextField(blank=True, max_length=600)),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('rechecked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='session_agreements', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='supervision.supervisionsession')),
            ],
        ),
        migrations.CreateModel(
            name='Probation',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('until_on', models.DateField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'person'], name='supervision_probations')],
            },
        ),
        migrations.CreateModel(
            name='SessionRule',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('entered_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('every_weeks', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('probation_weeks', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('after_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('after_kinds', models.JSONField(blank=True, default=list)),
                ('after_gravities', models.JSONField(blank=True, default=list)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-entered_at'], name='supervision_session_rules')],
            },
        ),
        migrations.AddIndex(
            model_name='supervisionsession',
            index=models.Index(fields=['supervisor', 'starts_at'], name='supervision_sessions_held_by'),
        ),
        migrations.AddIndex(
            model_name='supervisionsession',
            index=models.Index(fields=['organisation', 'held_at'], name='supervision_sessions_of'),
        ),
        migrations.AddConstraint(
            model_name='supervisionsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at', None), ('cancelled_by', None)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), ('held_at', None)), _connector='OR'), name='supervision_session_called_off_whole'),
        ),
        migrations.AddConstraint(
            model_name='supervisionsession',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at', None), models.Q(('held_at__isnull', False), ('offered_at__isnull', False)), _connector='OR'), name='supervision_session_confirmed_after_held'),
        ),
        migrations.AddConstraint(
            model_name='skillnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('session__isnull', False), ('shared', True)), models.Q(('discussed_at', None), ('session', None), ('shared', False)), _connector='OR'), name='supervision_reflection_shared_with'),
        ),
        migrations.AddConstraint(
            model_name='sessionprivatenote',
            constraint=models.UniqueConstraint(fields=('session', 'author'), name='supervision_private_note'),
        ),
        migrations.AddConstraint(
            model_name='sessionperson',
            constraint=models.UniqueConstraint(fields=('session', 'person'), name='supervision_session_person'),
        ),
        migrations.AddConstraint(
            model_name='sessionincident',
            constraint=models.UniqueConstraint(fields=('session', 'incident'), name='supervision_session_incident'),
        ),
        migrations.AddIndex(
            model_name='sessionagreement',
            index=models.Index(condition=models.Q(('rechecked_at', None), ('reminded_at', None), ('struck_at', None)), fields=['due_on'], name='supervision_agreed_and_open'),
        ),
        migrations.AddConstraint(
            model_name='sessionagreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_done', None), ('rechecked_at', None), ('rechecked_by', None)), models.Q(('is_done__isnull', False), ('rechecked_at__isnull', False), ('rechecked_by__isnull', False)), _connector='OR'), name='supervision_agreement_rechecked_whole'),
        ),
        FrozenColumns("supervision_supervisionsession", SESSION, "1 = 1", once=("held_at", "confirmed_at")),
        FrozenColumns(
            "supervision_supervisionsession",
            HELD,
            "OLD.confirmed_at IS NOT NULL OR OLD.cancelled_at IS NOT NULL",
            label="confirmed_",
        ),
        FrozenColumns("supervision_sessionperson", PERSON, "1 = 1", unique=(("session_id", "person_id"),)),
        FrozenColumns(
            "supervision_sessionperson",
            CONFIRMED,
            "OLD.final_at IS NOT NULL",
            label="final_",
            unique=(("session_id", "person_id"),),
        ),
        AppendOnly("supervision_sessionincident", unique=(("session_id", "incident_id"),)),
        AppendOnly("supervision_sessiontopic"),
        FrozenColumns("supervision_sessionagreement", AGREEMENT, "1 = 1"),
        FrozenColumns(
            "supervision_sessionagreement",
            RECHECKED,
            "OLD.rechecked_at IS NOT NULL OR OLD.struck_at IS NOT NULL",
            label="rechecked_",
        ),
        FrozenColumns("supervision_skillnote", REFLECTION, "OLD.discussed_at IS NOT NULL"),
        AppendOnly("supervision_sessionrule"),
        AppendOnly("supervision_probation"),
    ]
