"""Figures about the service: how promises were kept. Counts only, never a record, never a person."""
