"""Reaching a person at any hour: the rota, its gaps, and the alarms that climb from person to person (docs/escalation.md)."""
