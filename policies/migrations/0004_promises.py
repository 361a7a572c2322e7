"""Wordings that are written and approved, rules for kinds of event, the directory, the library, reading, feedback."""

import datetime

import audit.ids
import audit.models.stateful
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns


VERSION = (
    "policy_id", "number", "title", "closing", "principles", "change_note", "audience", "in_force_from", "author_id",
    "approved_by_id", "is_by_sole_person", "published_at", "content_digest",
)
DRAFT = (
    "organisation_id", "policy_id", "slug", "kind", "status", "author_id", "started_at", "document", "document_digest",
    "take_effect_at", "proposed_at", "proposed_by_id", "is_sole", "sent_back_at", "sent_back_by_id", "sent_back_reason",
    "approved_at", "approved_by_id", "withdrawn_at", "withdrawn_by_id", "version_id", "salt",
)
FEEDBACK = ("organisation_id", "kind", "event_type_id", "clause_id", "text", "opened_at", "salt")
ANSWER = ("answered_at", "answered_by_id", "answered_reason")
TASK = ("organisation_id", "version_id", "user_id", "asked_at", "due_at", "salt")
ITEM = (
    "organisation_id", "key", "version", "kind", "scope", "owner_id", "topic", "part", "step_keys", "contact_types",
    "event_types", "texts", "related", "source", "published_at", "salt",
)


def hours_become_data(apps, schema_editor):
    """What stood there in words goes on as the note; whoever verified an entry said whose number it is."""
    for entry in apps.get_model("policies", "DirectoryEntry").objects.all():
        entry.opening_hours = {"always": entry.kind == "emergency", "note": entry.opening_hours}
        entry.is_owned_by_organisation = entry.verified_on is not None
        if entry.verified_on is not None:
            entry.review_due_on = entry.verified_on + datetime.timedelta(days=90)
        entry.save(update_fields=["opening_hours", "is_owned_by_organisation", "review_due_on"])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_push'),
        ('policies', '0003_conversation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventRule',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('valid_from', models.DateTimeField(default=django.utils.timezone.now)),
                ('label', models.JSONField()),
                ('order', models.PositiveSmallIntegerField()),
                ('gravity', models.CharField(choices=[('S0', 'S0'), ('S1', 'S1'), ('S2', 'S2'), ('S3', 'S3'), ('S4', 'S4')], max_length=2)),
                ('safeguarding', models.CharField(choices=[('no', 'No'), ('condition', 'Condition'), ('always', 'Always')], max_length=10)),
                ('question', models.JSONField(default=dict)),
                ('raising', models.JSONField(default=list)),
                ('is_active', models.BooleanField(default=True)),
                ('reason', models.TextField(max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name='LibraryItem',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.SlugField(max_length=60)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(choices=[('prepared_text', 'Prepared Text'), ('question', 'Question'), ('exercise', 'Exercise'), ('example', 'Example'), ('skill', 'Skill'), ('limit', 'Limit'), ('possibility', 'Possibility'), ('statement', 'Statement'), ('leaflet', 'Leaflet')], max_length=16)),
                ('scope', models.CharField(choices=[('personal', 'Personal'), ('team', 'Team'), ('published', 'Published')], max_length=10)),
                ('topic', models.CharField(blank=True, max_length=80)),
                ('part', models.CharField(blank=True, choices=[('greeting', 'Greeting'), ('summary', 'Summary'), ('explanation', 'Explanation'), ('closing', 'Closing'), ('whole', 'Whole')], max_length=12)),
                ('step_keys', models.JSONField(blank=True, default=list)),
                ('contact_types', models.JSONField(blank=True, default=list)),
                ('event_types', models.JSONField(blank=True, default=list)),
                ('texts', models.JSONField()),
                ('related', models.JSONField(blank=True, default=list)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('touched_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('retired_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PolicyFeedback',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('gap', 'Gap'), ('exception', 'Exception'), ('unclear', 'Unclear')], max_length=10)),
                ('text', models.TextField(blank=True, max_length=2000)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_reason', models.TextField(blank=True, max_length=2000)),
            ],
            options={
                'verbose_name_plural': 'policy feedback',
            },
        ),
        migrations.CreateModel(
            name='ProtocolKind',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='ReadTask',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('language', models.CharField(blank=True, max_length=2)),
                ('superseded_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='VersionDraft',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60)),
                ('kind', models.CharField(choices=[('norm', 'Norm'), ('protocol', 'Protocol')], max_length=10)),
                ('status', django_fsm.FSMField(choices=[('draft', 'Draft'), ('proposed', 'Proposed'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10, protected=True)),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('touched_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('document', models.JSONField(default=dict)),
                ('document_digest', models.CharField(blank=True, max_length=64)),
                ('take_effect_at', models.DateTimeField(blank=True, null=True)),
                ('proposed_at', models.DateTimeField(blank=True, null=True)),
                ('is_sole', models.BooleanField(default=False)),
                ('sent_back_at', models.DateTimeField(blank=True, null=True)),
                ('sent_back_reason', models.TextField(blank=True, max_length=2000)),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            bases=(audit.models.stateful.SafeProtectedMixin, django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.AddField(
            model_name='clause',
            name='conditions',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='clause',
            name='is_documented',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='clause',
            name='related',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='appointment',
            field=models.CharField(choices=[('none', 'None'), ('required', 'Required'), ('by_phone', 'By Phone'), ('online', 'Online')], default='none', max_length=10),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='area',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='documents',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='doubt',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='email',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='external_key',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='head_name',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='is_owned_by_organisation',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='languages',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='procedure',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='retired_reason',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='review_due_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='revision',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='specialist_name',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='directoryentry',
            name='specialist_phone',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='audience',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='author',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='change_note',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='is_by_sole_person',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='principles',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='published_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='retired_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='policyversion',
            name='retired_reason',
            field=models.TextField(blank=True, max_length=2000),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='directory_grace_days',
            field=models.PositiveSmallIntegerField(default=14),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='directory_review_days',
            field=models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)]),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='read_days',
            field=models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1)]),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='repetition_count',
            field=models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(2)]),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='repetition_days',
            field=models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1)]),
        ),
        migrations.AlterField(
            model_name='directoryentry',
            name='address',
            field=models.TextField(blank=True, max_length=500),
        ),
        migrations.AddIndex(
            model_name='directoryentry',
            index=models.Index(condition=models.Q(('active', True)), fields=['organisation', 'kind'], name='policies_entries'),
        ),
        migrations.AddConstraint(
            model_name='directoryentry',
            constraint=models.UniqueConstraint(condition=models.Q(('external_key', ''), _negated=True), fields=('organisation', 'external_key'), name='policies_entry_known_once'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('in_force_until', None), ('in_force_until__gte', models.F('in_force_from')), _connector='OR'), name='policies_version_lasts'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at', None), ('retired_by', None), ('retired_reason', '')), models.Q(('retired_at__isnull', False), ('retired_by__isnull', False), models.Q(('retired_reason', ''), _negated=True)), _connector='OR'), name='policies_version_retired_whole'),
        ),
        migrations.AddField(
            model_name='eventrule',
            name='changed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='eventrule',
            name='event_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='policies.eventtype'),
        ),
        migrations.AddField(
            model_name='eventrule',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='event_rules', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='libraryitem',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='libraryitem',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='policyfeedback',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='policyfeedback',
            name='clause',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='policies.clause'),
        ),
        migrations.AddField(
            model_name='policyfeedback',
            name='event_type',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='policies.eventtype'),
        ),
        migrations.AddField(
            model_name='policyfeedback',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='protocolkind',
            name='event_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.eventtype'),
        ),
        migrations.AddField(
            model_name='protocolkind',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kinds', to='policies.policyversion'),
        ),
        migrations.AddField(
            model_name='readtask',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='readtask',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='to_read', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='readtask',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reading', to='policies.policyversion'),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='policy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='policies.policy'),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='sent_back_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='version',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='policies.policyversion'),
        ),
        migrations.AddField(
            model_name='versiondraft',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='eventrule',
            index=models.Index(fields=['organisation', 'event_type', '-valid_from'], name='policies_rule_newest'),
        ),
        migrations.AddConstraint(
            model_name='eventrule',
            constraint=models.UniqueConstraint(fields=('organisation', 'event_type', 'number'), name='policies_rule_number'),
        ),
        migrations.AddIndex(
            model_name='libraryitem',
            index=models.Index(condition=models.Q(('retired_at', None)), fields=['organisation', 'kind'], name='policies_on_the_shelf'),
        ),
        migrations.AddConstraint(
            model_name='libraryitem',
            constraint=models.UniqueConstraint(fields=('organisation', 'key', 'version'), name='policies_item_version'),
        ),
        migrations.AddConstraint(
            model_name='libraryitem',
            constraint=models.UniqueConstraint(condition=models.Q(('organisation', None)), fields=('key', 'version'), name='policies_builtin_item_version'),
        ),
        migrations.AddConstraint(
            model_name='libraryitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='policies_published_item_has_time'),
        ),
        migrations.AddIndex(
            model_name='policyfeedback',
            index=models.Index(fields=['organisation', '-opened_at'], name='policies_feedback_newest'),
        ),
        migrations.AddConstraint(
            model_name='policyfeedback',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at', None), ('kind', 'gap')), fields=('organisation', 'event_type'), name='policies_one_open_gap'),
        ),
        migrations.AddConstraint(
            model_name='policyfeedback',
            constraint=models.UniqueConstraint(condition=models.Q(('answered_at', None), ('event_type', None), ('kind', 'gap')), fields=('organisation',), name='policies_one_open_gap_of_none'),
        ),
        migrations.AddConstraint(
            model_name='policyfeedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('answered_reason', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answered_reason', ''), _negated=True)), _connector='OR'), name='policies_feedback_answered'),
        ),
        migrations.AddConstraint(
            model_name='protocolkind',
            constraint=models.UniqueConstraint(fields=('version', 'event_type'), name='policies_protocol_kind'),
        ),
        migrations.AddIndex(
            model_name='readtask',
            index=models.Index(condition=models.Q(('read_at', None), ('superseded_at', None)), fields=['user'], name='policies_to_read'),
        ),
        migrations.AddConstraint(
            model_name='readtask',
            constraint=models.UniqueConstraint(fields=('version', 'user'), name='policies_read_once'),
        ),
        migrations.AddIndex(
            model_name='versiondraft',
            index=models.Index(fields=['organisation', 'status'], name='policies_drafts'),
        ),
        migrations.AddConstraint(
            model_name='versiondraft',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ('draft', 'proposed', 'published', 'withdrawn'))), name='policies_draft_status'),
        ),
        migrations.AddConstraint(
            model_name='versiondraft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('version__isnull', False), _connector='OR'), name='policies_published_draft_has_version'),
        ),
        migrations.AddConstraint(
            model_name='versiondraft',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('author')), _negated=True), _connector='OR'), name='policies_draft_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='versiondraft',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('draft', 'proposed'))), fields=('organisation', 'slug'), name='policies_one_open_draft'),
        ),
        migrations.RunPython(hours_become_data, migrations.RunPython.noop),
        # SQLite has rebuilt the tables without their triggers
        FrozenColumns(
            "policies_policyversion",
            VERSION,
            "1 = 1",
            unique=(("policy_id", "number"),),
            partial=((("policy_id",), "ROW.in_force_until IS NULL"),),
            once=("in_force_until",),
        ),
        FrozenColumns(
            "policies_policyversion",
            ("retired_at", "retired_by_id", "retired_reason"),
            "OLD.retired_at IS NOT NULL",
            label="retired_",
            unique=(("policy_id", "number"),),
            partial=((("policy_id",), "ROW.in_force_until IS NULL"),),
        ),
        AppendOnly("policies_clause", unique=(("version_id", "number"), ("version_id", "key"))),
        AppendOnly("policies_servicestandard", unique=(("organisation_id", "valid_from"),)),
        AppendOnly("policies_protocolkind", unique=(("version_id", "event_type_id"),)),
        AppendOnly("policies_eventrule", unique=(("organisation_id", "event_type_id", "number"),)),
        FrozenColumns(
            "policies_versiondraft", DRAFT, "OLD.status IN ('published', 'withdrawn')", unique=(("version_id",),)
        ),
        FrozenColumns("policies_policyfeedback", FEEDBACK, "1 = 1"),
        FrozenColumns("policies_policyfeedback", ANSWER, "OLD.answered_at IS NOT NULL", label="answered_"),
        FrozenColumns(
            "policies_readtask", TASK, "1 = 1", unique=(("version_id", "user_id"),), once=("read_at", "superseded_at")
        ),
        FrozenColumns(
            "policies_readtask",
            ("language",),
            "OLD.read_at IS NOT NULL",
            label="read_",
            unique=(("version_id", "user_id"),),
        ),
        FrozenColumns(
            "policies_libraryitem",
            ITEM,
            "OLD.published_at IS NOT NULL",
            unique=(("organisation_id", "key", "version"),),
            partial=((("key", "version"), "ROW.organisation_id IS NULL"),),
            once=("retired_at",),
        ),
    ]
