"""How the like was answered: a page of its own beside a record, for those who answer it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from boundaries.words import kind_in_words
from supervision.similar.lines import likes
from supervision.views.found import with_incident


@open_to()
@require_safe
@with_incident
def similar(request, reader):
    if not reader.answers:
        raise PermissionDenied
    context = {
        "reader": reader,
        "incident": reader.incident,
        "kind": kind_in_words(reader.incident),
        "likes": likes(reader),
    }
    return render(request, "supervision/similar.html", context)
