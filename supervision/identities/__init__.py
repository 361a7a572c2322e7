"""Who is who in a record, for an auditor: asked for with a reason, opened by a second person, each look recorded."""
