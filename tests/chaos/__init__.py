"""Bad days on real parts: the disk full, the database locked, read-only or gone, and everything going on afterwards."""
