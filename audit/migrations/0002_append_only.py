"""Events are append-only for everybody but the database's owner."""

from django.db import migrations

from audit.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [AppendOnly("audit_auditevent", unique=(("chain", "seq"),))]
