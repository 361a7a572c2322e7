"""Pages of those who answer, of the reporter's conversation, and of the auditor: one screen per file."""
