"""Assessment and plan: the need, goals that the reporter confirms, small steps with a person and a date, what came of them."""
