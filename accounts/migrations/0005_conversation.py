"""What the conversation needs: numbers of the standard, what is known for matching, the independent contact."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_api_tokens'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='uses_translation_engine',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='staffprofile',
            name='availability_note',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='staffprofile',
            name='background',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='staffprofile',
            name='cadence',
            field=models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('weekly', 'Once a week')], default='at_once', max_length=8),
        ),
        migrations.AddField(
            model_name='staffprofile',
            name='event_types',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='staffprofile',
            name='gender',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='staffprofile',
            name='max_open',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='staffprofile',
            name='preferences',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='staffprofile',
            name='reply_windows',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name='IndependentContact',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('board', 'Board'), ('sister_agency', 'Sister Agency'), ('ombudsman', 'Ombudsman')], max_length=16)),
                ('language', models.CharField(choices=[('en', 'en'), ('hu', 'hu'), ('cs', 'cs'), ('sv', 'sv'), ('bg', 'bg'), ('uk', 'uk')], default='en', max_length=2)),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('public_key', models.JSONField(blank=True, null=True)),
                ('wrapped_key', models.JSONField(blank=True, null=True)),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('name_encrypted', models.BinaryField(default=bytes)),
                ('email_encrypted', models.BinaryField(default=bytes)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='independent_contacts', to='accounts.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('accepted_at__isnull', False), ('ended_at', None)), fields=('organisation',), name='accounts_one_independent_contact')],
            },
        ),
    ]
