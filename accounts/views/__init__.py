"""Pages about the person in front of the screen."""
