"""A full answer: seven phases of preparing it beside the four parts of its letter (CS.6, CS.7)."""
