"""How it was for those concerned, asked beside the outcome."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from audit.triggers import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('boundaries', '0007_promises'),
        ('supervision', '0012_plans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('indicator', models.CharField(choices=[('respected', 'Respected'), ('understood', 'Understood'), ('helpful', 'Helpful'), ('client_satisfaction', 'Client Satisfaction'), ('caregiver_satisfaction', 'Caregiver Satisfaction'), ('goal_attainment', 'Goal Attainment'), ('status_change', 'Status Change'), ('other', 'Other')], max_length=24)),
                ('label', models.CharField(blank=True, max_length=80)),
                ('value', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('declined', models.BooleanField(default=False)),
                ('unanswered', models.BooleanField(default=False)),
                ('text', models.TextField(blank=True, max_length=2000)),
                ('language', models.CharField(max_length=2)),
                ('changed_on', models.DateField(blank=True, null=True)),
                ('phase', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='boundaries.incident')),
            ],
            options={
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['at'], name='supervision_observed_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('value__isnull', False), ('value__range', (1, 5)), ('declined', False), ('unanswered', False)), models.Q(('value', None), ('declined', True), ('unanswered', False)), models.Q(('value', None), ('declined', False), ('unanswered', True)), models.Q(('value', None), models.Q(('text', ''), _negated=True), ('declined', False), ('unanswered', False)), _connector='OR'), name='supervision_observed_one_way'), models.CheckConstraint(condition=models.Q(('phase__range', (4, 7))), name='supervision_observed_in_phase'), models.CheckConstraint(condition=models.Q(models.Q(('indicator', 'status_change'), _negated=True), models.Q(('changed_on__isnull', False), ('value', None), models.Q(('text', ''), _negated=True)), _connector='OR'), name='supervision_change_in_words'), models.CheckConstraint(condition=models.Q(('indicator', 'other'), ('label', ''), _connector='XOR'), name='supervision_other_is_named')],
            },
        ),
        AppendOnly("supervision_observation"),
    ]
