"""Webhooks, and a small index over what is late and still owed."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_sent_requests'),
        ('supervision', '0002_frozen'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('events', models.JSONField(default=list)),
                ('former_until_at', models.DateTimeField(blank=True, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('failing_since_at', models.DateTimeField(blank=True, null=True)),
                ('failed_at', models.DateTimeField(blank=True, null=True)),
                ('fault', models.CharField(blank=True, max_length=20)),
                ('answered', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('paused_because', models.CharField(blank=True, choices=[('failures', 'Failures'), ('gone', 'Gone')], max_length=10)),
                ('address_encrypted', models.BinaryField(default=bytes)),
                ('secret_encrypted', models.BinaryField(default=bytes)),
                ('former_secret_encrypted', models.BinaryField(default=bytes)),
            ],
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('breached_at__isnull', False), ('cancelled_at', None), ('met_at', None)), fields=['breached_at'], name='supervision_late'),
        ),
        migrations.AddField(
            model_name='webhook',
            name='created_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='webhook',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='accounts.organisation'),
        ),
        migrations.AddIndex(
            model_name='webhook',
            index=models.Index(condition=models.Q(('removed_at', None)), fields=['organisation'], name='supervision_webhooks'),
        ),
    ]
