"""Whoever opened what is found by person (supervision/mandates/log.py), however long the chains are."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0004_checkpoints'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['actor_id', 'at', 'id'], name='audit_event_actor'),
        ),
    ]
