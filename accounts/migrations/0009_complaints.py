"""An independent person for clients' complaints, for the leaflet and the public page."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_public_page'),
    ]

    operations = [
        migrations.CreateModel(
            name='ComplaintsPerson',
            fields=[
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='complaints_person', serialize=False, to='accounts.organisation')),
                ('name', models.CharField(max_length=120)),
                ('phone', models.CharField(max_length=40)),
                ('hours', models.CharField(blank=True, max_length=120)),
                ('words', models.JSONField(blank=True, default=dict)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
    ]
