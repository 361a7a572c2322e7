"""Text that looks like contact data: a mild question, never a refusal (HU.3, HU.12). In the step it is asked by the
phone (static/js/form/contact_data.js, which finds the same), once more on the check page."""

import re

from boundaries import reading

PHONE = re.compile(r"(?<![\w.])\+?\d[\d /()-]{7,18}\d(?!\w)")
DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?!\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
LEAST_DIGITS = 9
FIELDS = {
    "what_happened": "basics",
    "request_verbatim": "basics",
    "own_observations": "basics",
    "feelings": "basics",
    "response_given": "step-15",
    "expectation_text": "hopes",
}


def contact_data_in(text: str, known=()) -> list[str]:
    """Phone numbers and e-mail addresses as they are written, without the organisation's own numbers."""
    own = {_digits(number) for number in known}
    undated = DATE.sub(lambda date: "." * len(date.group()), text)
    numbers = (match.group() for match in PHONE.finditer(undated))
    found = [number for number in numbers if len(_digits(number)) >= LEAST_DIGITS and _digits(number) not in own]
    return found + EMAIL.findall(text)


def looks_like_contact_data(text: str, known=()) -> bool:
    return bool(contact_data_in(text, known))


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
