"""Obligations that belong to no record."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('supervision', '0008_notice_why'),
    ]

    operations = [
        migrations.AlterField(
            model_name='deadline',
            name='kind',
            field=models.CharField(choices=[('reply', 'Reply'), ('urgent', 'Urgent'), ('promise', 'Promise'), ('decision', 'Decision'), ('follow_up', 'Follow Up'), ('referral_check', 'Referral Check'), ('translation', 'Translation'), ('hearing', 'Hearing'), ('directory_review', 'Directory Review'), ('reading', 'Reading')], max_length=16),
        ),
    ]
