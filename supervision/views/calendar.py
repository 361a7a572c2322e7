"""The calendar of who is away: a month as a table, its agenda, and the feed for one's own calendar program."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import open_to, open_to_everybody
from accounts.roles import Right
from supervision.absences import feed as feeds
from supervision.absences.calendar import Month


@open_to(Right.ANSWER)
@require_safe
def calendar(request):
    return _page(request)


@open_to(Right.ANSWER)
@require_POST
def feed_address(request):
    """A new address for this person's feed, shown this once; or the end of it."""
    if "stop" in request.POST:
        feeds.end(request.user)
        messages.success(request, _("Your calendar program is told nothing more."))
        return redirect("calendar")
    address = settings.SITE_URL + reverse("calendar_feed", args=[feeds.new_secret(request.user)])
    return _page(request, address=address)


@open_to_everybody
@require_safe
def feed(request, feed_secret):
    """Calendar programs cannot sign in: whoever has the secret has the feed, and nothing else stands in it."""
    person = feeds.person_of(feed_secret)
    if person is None:
        raise Http404
    response = HttpResponse(feeds.written_for(person), content_type=feeds.MEDIA_TYPE)
    response["Content-Disposition"] = 'inline; filename="doorstep.ics"'
    response.response_class = "file"
    return response


def _page(request, *, address=""):
    month = Month(request.user, request.GET.get("month", ""))
    context = {"month": month, "weeks": month.weeks(), "agenda": month.agenda(), "address": address}
    return render(request, "supervision/calendar.html", context | {"has_feed": feeds.is_on(request.user)})
