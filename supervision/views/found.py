"""How every page of an incident finds it: visible to this person, or not there at all."""

import functools

from django.http import Http404

from supervision.reader import RELATED, Reader, find


def with_incident(view=None, *, related=RELATED, only=()):
    """Give the view a Reader of the incident instead of its reference, with what the view shows read at once."""
    if view is None:
        return functools.partial(with_incident, related=related, only=only)

    @functools.wraps(view)
    def found(request, reference, **more):
        incident = find(request.user, reference, related, only)
        if incident is None:
            raise Http404
        return view(request, Reader(incident, request.user), **more)

    return found
