"""What the conversation needs: numbers of the standard, what is known for matching, the independent contact."""

from django.db import migrations, models

from audit.triggers import AppendOnly



class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0002_immutable'),
    ]

    operations = [
        migrations.AddField(
            model_name='servicestandard',
            name='hearing_days',
            field=models.PositiveSmallIntegerField(default=7),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='inactivity_days',
            field=models.PositiveSmallIntegerField(default=7),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='protected_days',
            field=models.PositiveSmallIntegerField(default=90),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='reading_hours',
            field=models.PositiveSmallIntegerField(default=12),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='referral_check_days',
            field=models.PositiveSmallIntegerField(default=7),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='rung_minutes',
            field=models.PositiveSmallIntegerField(default=240),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='translation_hours',
            field=models.PositiveSmallIntegerField(default=12),
        ),
        migrations.AddField(
            model_name='servicestandard',
            name='urgent_rung_minutes',
            field=models.PositiveSmallIntegerField(default=20),
        ),
        # SQLite has rebuilt the table without its triggers
        AppendOnly("policies_servicestandard", unique=(("organisation_id", "valid_from"),)),
    ]
