"""Who: organisations, teams, people and their roles, signing in."""
