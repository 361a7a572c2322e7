"""Whether somebody outside has to be told of an event: what may be due, and what was decided about it."""
