"""The place in a list that a program goes on from; one that nobody of ours wrote is said to be wrong."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from supervision import places


def place_in(request, read=places.read):
    """None at the beginning. Raises ValidationError for a place that `read` does not know."""
    text = request.GET.get("after", "")
    place = read(text) if text else None
    if text and place is None:
        raise ValidationError({"after": _("This place is not in the list. Please start at its beginning.")})
    return place
