"""Published versions, their clauses and the service standard never change."""

from django.db import migrations

from audit.triggers import AppendOnly, FrozenColumns


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]
    operations = [
        FrozenColumns(
            "policies_policyversion",
            ("policy_id", "number", "title", "closing", "in_force_from", "content_digest"),
            "1 = 1",
        ),
        AppendOnly("policies_clause"),
        AppendOnly("policies_servicestandard"),
    ]
