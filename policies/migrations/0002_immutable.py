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
            unique=(("policy_id", "number"),),
            partial=((("policy_id",), "ROW.in_force_until IS NULL"),),
            once=("in_force_until",),
        ),
        AppendOnly("policies_clause", unique=(("version_id", "number"), ("version_id", "key"))),
        AppendOnly("policies_servicestandard", unique=(("organisation_id", "valid_from"),)),
    ]
