"""Answers that were begun are kept for whoever began them."""

import audit.ids
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('supervision', '0006_quiet'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReplyDraft',
            fields=[
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(blank=True, choices=[('receipt', 'Receipt'), ('reporter', 'Reporter'), ('welcome', 'Welcome'), ('question', 'Question'), ('holding', 'Holding'), ('reply', 'Reply'), ('call_note', 'Call Note'), ('sign', 'Sign'), ('follow_up', 'Follow Up'), ('notice', 'Notice')], max_length=12)),
                ('body', models.TextField(blank=True, max_length=20000)),
                ('language', models.CharField(blank=True, max_length=2)),
                ('promised_at', models.DateTimeField(blank=True, null=True)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reply_drafts', to='boundaries.incident')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reply_drafts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'incident'), name='supervision_one_reply_draft')],
            },
        ),
    ]
