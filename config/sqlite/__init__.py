"""SQLite as Doorstep uses it: Django's own backend, whose writers stand in line and whose promises are checked."""
