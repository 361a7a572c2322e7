"""What stands under and beside a conversation: one-tap gestures, notes for colleagues, linked records, whose turn it is."""

from policies.builtin import prepared_text
from supervision.buttons import LABELS, is_possible
from supervision.internal import may_read, notes
from supervision.links import linked
from supervision.waiting_on import WaitingOn, in_words, waiting_on


def beside_the_thread(reader) -> dict:
    turn = waiting_on(reader.incident)
    return {
        "linked": linked(reader),
        "sees_notes": may_read(reader),
        "notes": notes(reader),
        "may_note": is_possible("note", reader),
        "gestures": _gestures(reader, turn),
        "waits_on": in_words(reader.incident, turn, reader.user) if reader.answers else "",
    }


def _gestures(reader, turn):
    """A sign while an answer is owed or being written, a gentle word while we wait; never both."""
    name = "follow_up" if turn == WaitingOn.REPORTER or reader.incident.due_at is None else "sign"
    if not is_possible(name, reader):
        return []
    language = reader.incident.language
    text = prepared_text(name, language)
    return [{"name": name, "label": str(LABELS[name]), "text": text, "lang": reader.lang(language)}]
