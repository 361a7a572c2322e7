"""Text that looks like contact data: a mild question on the check page, never a refusal (HU.3, HU.12)."""

import re

from boundaries import reading

PHONE = re.compile(r"(?<![\w.])\+?\d[\d /()-]{7,18}\d(?!\w)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
FIELDS = {
    "what_happened": "basics",
    "request_verbatim": "basics",
    "own_observations": "basics",
    "feelings": "basics",
    "response_given": "step-15",
    "expectation_text": "hopes",
}


def looks_like_contact_data(text: str, known=()) -> bool:
    """A phone number or an e-mail address, unless it is one of the organisation's own numbers."""
    found = [match.group() for match in PHONE.finditer(text) if len(_digits(match.group())) >= 9]
    own = {_digits(number) for number in known}
    return bool(EMAIL.search(text)) or any(_digits(number) not in own for number in found)


def places(draft, steps, directory) -> list[dict]:
    """Where it stands, each with its words and its anchor."""
    known = [entry.phone for entry in directory]
    return places_where(lambda text: looks_like_contact_data(text, known), draft, steps)


def places_where(is_found, draft, steps) -> list[dict]:
    """The texts of a draft of which this is so, each with its beginning and its anchor."""
    texts = [(anchor, getattr(draft, field)) for field, anchor in FIELDS.items()]
    texts += [
        (step.anchor, f"{step.answered.note} {step.answered.data.get('reason', '')}") for step in steps if step.answered
    ]
    return [{"anchor": anchor, "text": reading.short(text)} for anchor, text in texts if is_found(text)]


def _digits(text):
    return re.sub(r"\D", "", text)
