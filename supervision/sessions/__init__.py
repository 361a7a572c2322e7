"""Supervision sessions: planned, held, confirmed by everybody in them; reflections on skills; when the next one is due."""
