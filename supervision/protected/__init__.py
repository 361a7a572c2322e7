"""Changes for somebody who has reported lately: a lead's reason, kept for the auditor."""
