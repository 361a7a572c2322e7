"""Telling a phone that there is something new, past mail: sealed for that phone alone, and without a word of content."""
