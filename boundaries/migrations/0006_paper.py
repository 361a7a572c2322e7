"""Printed forms, and who wrote a report down for whom: frozen with the report, in a table of its own."""

import audit.ids
import boundaries.models.paper
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly, FrozenColumns


FILED = ("incident_id", "filed_by_id", "manner", "sheet_id", "at", "salt")
INCIDENT_IS_SENT = "(SELECT submitted_at FROM boundaries_incident WHERE id = OLD.incident_id) IS NOT NULL"


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_calendar_feed'),
        ('boundaries', '0005_conversation'),
        ('policies', '0003_conversation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperSheet',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(default=boundaries.models.paper.new_code, editable=False, max_length=12, unique=True)),
                ('language', models.CharField(choices=[('en', 'en'), ('hu', 'hu'), ('cs', 'cs'), ('sv', 'sv'), ('bg', 'bg'), ('uk', 'uk')], max_length=2)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('event_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='policies.eventtype')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sheets', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.organisation')),
                ('protocol_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='policies.policyversion')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
                'indexes': [models.Index(fields=['made_by', '-made_at'], name='boundaries_sheets_of_maker')],
            },
        ),
        migrations.CreateModel(
            name='OnBehalf',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('manner', models.CharField(choices=[('paper', 'Paper'), ('told', 'Told')], max_length=8)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('filed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filed_for_others', to=settings.AUTH_USER_MODEL)),
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='on_behalf', to='boundaries.incident')),
                ('sheet', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='filing', to='boundaries.papersheet')),
            ],
            options={
                'verbose_name_plural': 'filed on behalf',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('manner', 'paper'), ('sheet__isnull', False)), models.Q(('manner', 'told'), ('sheet', None)), _connector='OR'), name='boundaries_sheet_of_paper')],
            },
        ),
        AppendOnly("boundaries_papersheet", unique=(("code",),)),
        FrozenColumns("boundaries_onbehalf", FILED, INCIDENT_IS_SENT, unique=(("incident_id",), ("sheet_id",))),
    ]
