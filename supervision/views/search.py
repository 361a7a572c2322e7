"""Finding an incident by words or reference, from the queue; among all that was ever sent and may be seen."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from boundaries.choices import OPEN
from boundaries.models import Incident
from boundaries.search.finding import by_reference, find
from boundaries.views.searching import address, asked_for, nothing_found
from boundaries.words import STANDING
from supervision.moments import Clock
from supervision.queue import COLUMNS, PAGE, Queue
from supervision.queue_quiet import counts_with_quiet
from supervision.views.queue import views_in_words
from supervision.views.queue_rows import rows_in_words

RELATED = ("client", "event_type", "event_rule", "reporter", "assignee")
ROWS = Incident.objects.select_related(*RELATED).only(*COLUMNS, "submitted_at")


@open_to(Right.ANSWER)
@require_safe
def search(request):
    """What holds all words, newest first; a whole reference leads straight to its page."""
    asked, after = asked_for(request), request.GET.get("after", "")
    exact = by_reference(request.user, asked)
    if exact:
        return HttpResponseRedirect(f"/incidents/{exact.reference}/")
    rows, following = find(request.user, asked, after=after, limit=PAGE, rows=ROWS.all())
    clock = Clock(request.user.organisation)
    context = {
        "q": asked,
        "views": views_in_words(request.user, counts_with_quiet(Queue(request.user))),
        "rows": _rows(rows, request.user, clock),
        "empty": nothing_found(asked, goes_on=bool(following)),
        "first": address("queue_search", asked) if after else "",
        "next": address("queue_search", asked, following) if following else "",
    }
    return render(request, "supervision/found.html", context)


def _rows(rows, user, clock):
    """As in the queue, with the day it was sent in front; what is finished has no badge."""
    found = rows_in_words(rows, user, clock)
    for row, words in zip(rows, found, strict=True):
        words |= {"due": clock.short(row.submitted_at), "left": STANDING[row.status], "tone": "", "not_now": ""}
        words["badge"] = words["badge"] if row.status in OPEN else None
    return found
