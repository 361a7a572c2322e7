"""Opening the name behind a pseudonym: asked for with a reason, decided by a second person, seen by the reporter."""
