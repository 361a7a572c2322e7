"""The four parts of a full answer (B-CS-17): each written for itself, read as one letter."""

import re

PARTS = ("greeting", "summary", "explanation", "closing")
# the reporter's texts that a summary must not merely repeat
OF_THE_REPORT = (
    "question", "what_happened", "request_verbatim", "own_observations", "feelings", "stated_reason", "response_given",
    "expectation_text",
)  # fmt: skip
FEW = 4  # so few words in a row anybody may say as well


def letter(parts) -> str:
    """As the reporter reads it."""
    return "\n\n".join(parts[name].strip() for name in PARTS)


def is_copied(summary, texts) -> bool:
    """A summary that stands in the report word for word is no paraphrase (BG.6); case and punctuation change nothing."""
    said = _words(summary)
    return len(said) > FEW and any(f" {' '.join(said)} " in f" {' '.join(_words(text))} " for text in texts)


def texts_of(incident) -> list[str]:
    """What the reporter wrote: her report, and her messages since."""
    report = [getattr(incident, name) for name in OF_THE_REPORT]
    said = incident.messages.filter(kind="reporter").values_list("body", flat=True)
    return [text for text in (*report, *said) if text.strip()]


def _words(text):
    return re.findall(r"\w+", text.casefold())
