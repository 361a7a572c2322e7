"""The real parts that tests run against: PostgreSQL, Chromium, a mail server, a running site; each with its end."""
