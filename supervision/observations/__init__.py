"""Indicators beside the outcome: was she treated with respect, understood, helped; what changed, as those concerned say it."""
