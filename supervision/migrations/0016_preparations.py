"""How a full answer was prepared."""

import audit.ids
import django.db.models.deletion
from django.db import migrations, models

from audit.triggers import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('supervision', '0015_patterns'),
    ]

    operations = [
        migrations.AddField(
            model_name='replydraft',
            name='prepared',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name='Preparation',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('greeting', models.TextField(max_length=20000)),
                ('summary', models.TextField(max_length=20000)),
                ('explanation', models.TextField(max_length=20000)),
                ('closing', models.TextField(max_length=20000)),
                ('received_at', models.DateTimeField()),
                ('looked_up', models.JSONField(blank=True, default=list)),
                ('clarified', models.CharField(max_length=300)),
                ('contact_type', models.CharField(choices=[('informative', 'Informative'), ('testing', 'Testing'), ('abusive', 'Abusive'), ('urgent', 'Urgent'), ('counselling', 'Counselling')], max_length=12)),
                ('contact_type_note', models.CharField(blank=True, max_length=200)),
                ('compared', models.CharField(choices=[('compared', 'Compared'), ('nothing', 'Nothing')], max_length=8)),
                ('consulted', models.CharField(choices=[('colleague', 'Colleague'), ('decided', 'Decided'), ('waived', 'Waived')], max_length=9)),
                ('consultation_waived_reason', models.CharField(blank=True, max_length=200)),
                ('limits_attested_at', models.DateTimeField()),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='preparation', to='supervision.message')),
            ],
            options={
                'abstract': False,
            },
        ),
        AppendOnly("supervision_preparation", unique=(("message_id",),)),
    ]
