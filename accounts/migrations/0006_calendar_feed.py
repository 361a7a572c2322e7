"""The secret of a person's calendar feed, as a digest."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_conversation'),
    ]

    operations = [
        migrations.AddField(
            model_name='staffprofile',
            name='calendar_digest',
            field=models.CharField(blank=True, max_length=64, null=True, unique=True),
        ),
    ]
