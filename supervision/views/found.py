"""How every page of an incident finds it: visible to this person, or not there at all."""

import functools

from django.http import Http404

from supervision.reader import Reader, find


def with_incident(view):
    """Give the view a Reader of the incident instead of its reference."""

    @functools.wraps(view)
    def found(request, reference, **more):
        incident = find(request.user, reference)
        if incident is None:
            raise Http404
        return view(request, Reader(incident, request.user), **more)

    return found
