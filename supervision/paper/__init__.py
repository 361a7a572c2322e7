"""Paper forms: printing one, typing one in, and what was filed for a colleague."""
