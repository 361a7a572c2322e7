from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("supervision", "0019_client_voice")]

    operations = []
