"""Asking somebody else: a colleague, who sees an extract without names, or an authority that something is disclosed to."""
