"""The place in a list that a program goes on from; one that nobody of ours wrote is said to be wrong."""

from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts import places


def place_in(request, read=places.read):
    """None at the beginning. Raises ValidationError for a place that `read` does not know."""
    text = request.GET.get("after", "")
    place = read(text) if text else None
    if text and place is None:
        refuse()
    return place


def older_than(request, field) -> Q:
    """What comes after `?after=` in a list that is ordered by `-field, -id`; everything at its beginning."""
    place = place_in(request)
    return places.behind(f"-{field}", place) if place else Q()


def refuse():
    raise ValidationError({"after": [_("This place is not in the list. Please start at its beginning.")]})
