"""What is searched: one row of folded words per sent incident, with each database's own full-text index over it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from boundaries.search.indexes import SearchIndex


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("boundaries", "0002_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('incident', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_entry', to='boundaries.incident')),
                ('organisation', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation')),
                ('team', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.team')),
                ('reporter', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assignee', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('words', models.TextField()),
            ],
            options={'verbose_name_plural': 'search entries'},
        ),
        SearchIndex(),
    ]
