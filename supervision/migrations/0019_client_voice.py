"""The client's voice: who asks a client and what came of it, the reporter's wish, and a judgement that it is safe."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns

ASKING = (
    "incident_id", "whom", "representative", "asker_id", "how", "due_on", "language", "question", "planned_by_id", "planned_at",
    "salt",
)  # fmt: skip
ENDING = (
    "ending", "addendum_id", "withheld_words", "withheld_reason", "words_language", "not_asked_reason", "ended_at",
    "ended_by_id",
)  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('boundaries', '0007_promises'),
        ('supervision', '0018_understood'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='deadline',
            name='kind',
            field=models.CharField(choices=[('reply', 'Reply'), ('urgent', 'Urgent'), ('promise', 'Promise'), ('decision', 'Decision'), ('follow_up', 'Follow Up'), ('referral_check', 'Referral Check'), ('translation', 'Translation'), ('hearing', 'Hearing'), ('consultation', 'Consultation'), ('client_voice', 'Client Voice'), ('directory_review', 'Directory Review'), ('reading', 'Reading'), ('session', 'Session')], max_length=16),
        ),
        migrations.CreateModel(
            name='VoiceSafety',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('against', models.JSONField(default=list)),
                ('reason', models.TextField(max_length=500)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voice_safeties', to='boundaries.incident')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='VoiceWish',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('wish', models.CharField(choices=[('anybody', 'Anybody'), ('not_me', 'Not Me'), ('not_at_all', 'Not At All')], max_length=10)),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voice_wishes', to='boundaries.incident')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ClientVoice',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('whom', models.CharField(choices=[('client', 'Client'), ('representative', 'Representative')], max_length=14)),
                ('representative', models.CharField(blank=True, max_length=120)),
                ('how', models.TextField(max_length=500)),
                ('due_on', models.DateField()),
                ('language', models.CharField(max_length=2)),
                ('question', models.TextField(max_length=2000)),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ending', models.CharField(blank=True, choices=[('said', 'Said'), ('nothing', 'Nothing'), ('not_asked', 'Not Asked')], max_length=9)),
                ('withheld_words', models.TextField(blank=True, max_length=20000)),
                ('withheld_reason', models.TextField(blank=True, max_length=500)),
                ('words_language', models.CharField(blank=True, max_length=2)),
                ('not_asked_reason', models.TextField(blank=True, max_length=500)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('addendum', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='client_voice', to='boundaries.addendum')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='client_voices', to='boundaries.incident')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['planned_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('incident',), name='supervision_one_voice_asked'), models.CheckConstraint(condition=models.Q(models.Q(('representative', ''), ('whom', 'client')), models.Q(('whom', 'representative'), models.Q(('representative', ''), _negated=True)), _connector='OR'), name='supervision_voice_of_whom'), models.CheckConstraint(condition=models.Q(models.Q(('addendum', None), ('ended_at', None), ('ended_by', None), ('ending', ''), ('withheld_words', '')), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False), models.Q(models.Q(('ending', 'said'), ('not_asked_reason', ''), models.Q(models.Q(('addendum__isnull', False), ('withheld_reason', ''), ('withheld_words', '')), models.Q(('addendum', None), models.Q(('withheld_words', ''), _negated=True), models.Q(('withheld_reason', ''), _negated=True)), _connector='OR')), models.Q(('ending', 'nothing'), ('not_asked_reason', ''), ('addendum', None), ('withheld_reason', ''), ('withheld_words', '')), models.Q(('ending', 'not_asked'), ('addendum', None), ('withheld_reason', ''), ('withheld_words', ''), models.Q(('not_asked_reason', ''), _negated=True)), _connector='OR')), _connector='OR'), name='supervision_voice_ended')],
            },
        ),
        FrozenColumns(
            "supervision_clientvoice", ASKING, "1 = 1", unique=(("addendum_id",),),
            partial=((("incident_id",), "ROW.ended_at IS NULL"),),
        ),
        FrozenColumns(
            "supervision_clientvoice", ENDING, "OLD.ended_at IS NOT NULL", label="ended_", unique=(("addendum_id",),),
        ),
        AppendOnly("supervision_voicewish"),
        AppendOnly("supervision_voicesafety"),
    ]
