"""Which texts of the library an answer was written with."""

import audit.ids
import django.db.models.deletion
from django.db import migrations, models

from audit.triggers import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0004_promises'),
        ('supervision', '0009_duties'),
    ]

    operations = [
        migrations.CreateModel(
            name='LibraryUse',
            fields=[
                ('salt', models.CharField(default=audit.ids.new_salt, editable=False, max_length=32)),
                ('id', models.UUIDField(default=audit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.libraryitem')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='library_uses', to='supervision.message')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('message', 'item'), name='supervision_used_once')],
            },
        ),
        AppendOnly("supervision_libraryuse", unique=(("message_id", "item_id"),)),
    ]
