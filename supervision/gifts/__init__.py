"""Gifts and interests: what reports say was offered, what it came to and who approved it; and ties that staff declare."""
