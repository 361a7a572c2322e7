"""Whether an organisation shows everybody what its service is: its own choice, off at first."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_push'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='has_public_page',
            field=models.BooleanField(default=False),
        ),
    ]
