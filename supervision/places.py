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


def page(rows, field: str, after: Place | None, most: int) -> tuple[list, str]:
    """At most so many rows behind the place, oldest first (newest first with "-field"), and the next place or ""."""
    newest_first, name = field.startswith("-"), field.removeprefix("-")
    beyond = "lt" if newest_first else "gt"
    if after:
        moment, key = after
        rows = rows.filter(**{f"{name}__{beyond}e": moment})  # redundant to the eye: it makes the index seek
        rows = rows.filter(Q(**{f"{name}__{beyond}": moment}) | Q(**{f"id__{beyond}": key}))
    found = list(rows.order_by(field, "-id" if newest_first else "id")[: most + 1])
    if len(found) <= most:
        return found, ""
    last = found[most - 1]
    return found[:most], written(getattr(last, name), last.pk)
