"""Forms as the description of the API names them: what may be sent, field by field."""

from django import forms


def body_of(properties, *, required=(), more=True) -> dict:
    """An object with these fields; `more`: others are passed over, not refused."""
    schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = list(required)
    return {"application/json": schema if more else schema | {"additionalProperties": False}}


def strictly(form: type[forms.Form]) -> dict:
    """Fields where only text, lists of text and null are taken."""
    return {name: _typed(field) for name, field in form.base_fields.items()}


def loosely(form: type[forms.Form]) -> dict:
    """Fields where numbers and yes/no are taken as text, as a page would send them."""
    return {name: _described(field) for name, field in form.base_fields.items()}


def _typed(field):
    offered = [str(key) for key, _word in getattr(field, "choices", ())]
    schema = {"type": "string", "nullable": True} | _described(field)
    if isinstance(field, forms.MultipleChoiceField):
        return {"type": "array", "items": {"type": "string"}, "nullable": True} | _described(field)
    if offered:
        schema["enum"] = [*dict.fromkeys([*offered, ""]), None]
    if getattr(field, "max_length", None):
        schema["maxLength"] = field.max_length
    return schema


def _described(field):
    offered = [str(key) for key, _word in getattr(field, "choices", ()) if key]
    if isinstance(field, forms.DateTimeField):
        return {"description": "Date and time; without an offset by the organisation's clock."}
    return {"description": f"Of: {', '.join(offered)}."} if offered else {}
