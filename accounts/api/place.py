"""Where a page of a list in order of time ended: the cursor that an address carries as `after`."""

import base64
import datetime
import json
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError


def written(moment, key) -> str:
    return base64.urlsafe_b64encode(json.dumps([moment.isoformat(), key.hex]).encode()).decode()


def older_than(request, field) -> Q:
    """Rows behind the place in the address, newest first by this field, then by id; ValidationError for no place of ours."""
    text = request.GET.get("after", "")
    if not text:
        return Q()
    place = _read(text)
    if place is None:
        refuse()
    moment, key = place
    return Q(**{f"{field}__lte": moment}) & (Q(**{f"{field}__lt": moment}) | Q(id__lt=key))


def refuse():
    raise ValidationError({"after": [_("This is no place in a list of ours. Take the address as it was given.")]})


def _read(text):
    try:
        moment, key = json.loads(base64.urlsafe_b64decode(text.encode()))
        moment, key = datetime.datetime.fromisoformat(moment), UUID(key)
        return (moment.astimezone(datetime.UTC), key) if timezone.is_aware(moment) else None
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
