"""Text that looks like contact data: a mild question, never a refusal (HU.3, HU.12). In the step it is asked by the
phone (static/js/form/contact_data.js, which finds the same), once more on the check page."""

from boundaries import reading
from policies.contact_data import looks_like_contact_data

FIELDS = {
    "what_happened": "basics",
    "request_verbatim": "basics",
    "own_observations": "basics",
    "feelings": "basics",
    "response_given": "response",
    "expectation_text": "hopes",
}


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
