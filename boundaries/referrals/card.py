"""What stands on the card that a client takes along: the place and who says so, nothing of her and nothing of us (UK.4)."""

from policies.builtin import own_name
from policies.directory.phrase import given_in, words

ORDER = ("what_for", "address", "phone", "opening_hours", "specialist", "appointment", "procedure", "documents", "languages")


def card(snapshot, language) -> dict:
    """{"title", "name", "lines": [{"key", "label", "texts"}]}; a line that has nothing to say is not there."""
    labels, found = words()[language]["card"], _texts(snapshot, language)
    lines = [{"key": key, "label": labels[key], "texts": found[key]} for key in ORDER if found[key]]
    return {"language": language, "title": labels["title"], "name": given_in(snapshot["name"], language), "lines": lines}


def _texts(snapshot, language) -> dict[str, list[str]]:
    labels, appointment = words()[language]["card"], snapshot["appointment"]
    texts = {
        "what_for": [given_in(snapshot["what_for"], language)],
        "address": [snapshot["address"]],
        "phone": [snapshot["phone"]],
        "opening_hours": [given_in(snapshot["opening_hours"], language)],
        "specialist": [snapshot["specialist_name"], snapshot["specialist_phone"]] if snapshot["specialist_name"] else [],
        "appointment": [labels[appointment]] if appointment in labels else [],
        "procedure": [given_in(snapshot["procedure"], language)],
        "documents": [given_in(text, language) for text in snapshot["documents"]],
        "languages": [", ".join(map(own_name, snapshot["languages"]))],
    }
    return {key: _lines(rows) for key, rows in texts.items()}


def _lines(rows) -> list[str]:
    return [line.strip() for text in rows for line in text.splitlines() if line.strip()]
