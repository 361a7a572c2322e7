"""Where exactly to turn: opening hours as data, what may be offered, acts on entries, lists from elsewhere."""
