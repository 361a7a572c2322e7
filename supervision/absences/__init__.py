"""Being away: entering it, who stands in, what is owed meanwhile, and the calendar that shows it."""
