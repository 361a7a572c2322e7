"""What sending needs, as the page tells the phone: the same sentences as the guards, each with where it is mended."""

from django import template

from boundaries import guards

register = template.Library()

PLACES = {
    "event_type_missing": "basics",
    "condition_missing": "field-condition_answer",
    "client_missing": "field-who",
    "started_by_missing": "field-who",
    "occurred_at_missing": "field-occurred_at",
    "occurred_at_in_future": "field-occurred_at",
    "contact_channel_missing": "field-contact_channel",
    "staff_part_missing": "field-staff_part",
    "staff_not_named": "field-staff_part",
    "request_missing": "field-request_verbatim",
    "response_missing": "response",
    "expectation_missing": "field-expectation",
}


@register.simple_tag
def needs() -> list[dict]:
    """Rows {code, text, at} of everything that the phone knows by itself, and of an open step."""
    rows = [{"code": code, "text": guards.REASONS[code], "at": place} for code, place in PLACES.items()]
    return [*rows, {"code": "step", "text": guards.STEP_MISSING, "at": ""}]
