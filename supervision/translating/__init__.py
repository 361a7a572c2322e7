"""Across languages: translations beside the originals, the task of a translator, and an engine where one is wanted."""
