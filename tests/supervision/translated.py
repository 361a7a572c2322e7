"""Short ways to a translation, and to a name that was opened."""

from audit.door import record
from boundaries.models import Reveal
from supervision.translating.texts import texts_of


def key_of(incident, field, **which):
    """The key of the first text in this field."""
    return next(text.key for text in texts_of(incident) if text.field == field and _is(text, which))


def _is(text, which):
    return all(getattr(text, name) == value for name, value in which.items())


def translate(incident, by, field="request_verbatim", *, into="en", text="In other words", **more):
    record(incident, "translate", by=by, subject=key_of(incident, field), language=into, text=text, **more)


def across(incident, by, decider):
    """A translation of what was said, and the reporter's name opened to `by`."""
    translate(incident, by)
    record(incident, "ask_reveal", by=by, reason="Somebody must be called.")
    reveal = Reveal.objects.get(incident=incident, asked_by=by)
    record(incident, "open_name", by=decider, reveal=reveal.pk)
