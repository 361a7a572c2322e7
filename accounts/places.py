"""A place in a long list that is ordered by a moment: written into an address, read back, and what comes behind it."""

import base64
import datetime
import json
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

Place = tuple[datetime.datetime, UUID]


def written(moment, key) -> str:
    return base64.urlsafe_b64encode(json.dumps([moment.isoformat(), key.hex]).encode()).decode()


def read(text) -> Place | None:
    """None for a place that nobody of ours wrote."""
    try:
        moment, key = json.loads(base64.urlsafe_b64decode(text.encode()))
        moment, key = datetime.datetime.fromisoformat(moment), UUID(key)
        return (moment.astimezone(datetime.UTC), key) if timezone.is_aware(moment) else None
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def behind(field: str, place: Place) -> Q:
    """Rows behind the place, oldest first by this field and then by id; newest first with "-field"."""
    name, beyond = field.removeprefix("-"), "lt" if field.startswith("-") else "gt"
    moment, key = place
    further = Q(**{f"{name}__{beyond}": moment}) | Q(**{f"id__{beyond}": key})
    return Q(**{f"{name}__{beyond}e": moment}) & further  # the first is redundant to the eye: it makes the index seek


def page(rows, field: str, after: Place | None, most: int) -> tuple[list, str]:
    """At most so many rows behind the place, in the order of behind(), and the next place or ""."""
    if after:
        rows = rows.filter(behind(field, after))
    found = list(rows.order_by(field, "-id" if field.startswith("-") else "id")[: most + 1])
    if len(found) <= most:
        return found, ""
    last = found[most - 1]
    return found[:most], written(getattr(last, field.removeprefix("-")), last.pk)
