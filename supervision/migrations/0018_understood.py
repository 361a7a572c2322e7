from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("supervision", "0017_gifts")]

    operations = []
