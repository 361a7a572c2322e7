"""Reasoned exceptions: where a rule did not fit, who asked for another way, who approved it, and what its owner learns."""
