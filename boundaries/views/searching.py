"""What the pages that search share: what was asked, where to go on, and what to say when nothing is found."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from boundaries.search.finding import is_searchable

LONGEST = 200


def asked_for(request) -> str:
    return request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST]


def address(name, asked, after="") -> str:
    return f"{reverse(name)}?{urlencode({'q': asked} | ({'after': after} if after else {}))}"


def nothing_found(asked, *, goes_on=False) -> str:
    """What to try instead."""
    if not is_searchable(asked):
        return _("Write at least two letters of a word, or a reference.")
    if goes_on:
        return _("Nothing here yet. Look on among older ones.")
    return _("Nothing found. Try fewer words, or only how a word begins.")
