"""Mandates of auditors: given for a period, teams and kinds, ended by themselves, and what was opened under them."""
