"""Pages to read: what we promise, where to turn, what is done step by step."""
