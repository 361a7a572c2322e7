"""What was given up is found without reading everything that was ever sent."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='outboxitem',
            index=models.Index(condition=models.Q(('parked_at__isnull', False)), fields=['organisation_id'], name='audit_outbox_parked'),
        ),
    ]
