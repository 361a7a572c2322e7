"""Django's backend for PostgreSQL, which notices a lost connection without asking the server each time."""
