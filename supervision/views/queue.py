"""The queue: what waits for whom, the most urgent first; views beside it, filters in the address."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from supervision.moments import Clock
from supervision.queue import CAP, Cursor, Queue, views_for
from supervision.queue_filters import as_condition, chosen_filters, groups, in_words
from supervision.queue_quiet import QUIET, Place, QuietQueue, counts_with_quiet
from supervision.views.queue_rows import quiet_rows_in_words, rows_in_words

VIEW_NAMES = {
    "answer": gettext_lazy("To answer"),
    "asked": gettext_lazy("Asked of me"),
    "waiting": gettext_lazy("Answered"),
    "quiet": gettext_lazy("Quiet conversations"),
    "escalated": gettext_lazy("Escalated"),
    "close": gettext_lazy("To close"),
    "all": gettext_lazy("All teams"),
}
HEADINGS = {
    "answer": gettext_lazy("%(count)s to answer"),
    "asked": gettext_lazy("%(count)s asked of me"),
    "waiting": gettext_lazy("%(count)s answered, nothing owed"),
    "quiet": gettext_lazy("%(count)s quiet conversations"),
    "escalated": gettext_lazy("%(count)s escalated"),
    "close": gettext_lazy("%(count)s to close"),
    "all": gettext_lazy("%(count)s open in all teams"),
}
EMPTY = {
    "answer": gettext_lazy("Nothing waits for an answer. What comes in appears here, the most urgent first."),
    "asked": gettext_lazy("Nobody has asked you to decide. What is escalated to you appears here."),
    "waiting": gettext_lazy("Here you find what you have answered and where nothing is owed."),
    "quiet": gettext_lazy("Nobody has gone quiet. Conversations in which a reporter has not written for long appear here."),
    "escalated": gettext_lazy("Nothing waits for a decision. What was escalated appears here until it is decided."),
    "close": gettext_lazy("Here you find results that the reporter may still come back to, and what can be closed."),
    "all": gettext_lazy("Nothing is open in any team."),
}


@open_to(Right.ANSWER)
@require_safe
def queue(request):
    user, chosen = request.user, chosen_filters(request.GET)
    view = request.GET.get("view") if request.GET.get("view") in shown_to(user) else "answer"
    filters = as_condition(chosen, user)
    counts, rows, after = _listed(user, view, filters, request.GET.get("after", ""))
    context = {
        "view": view,
        "views": views_in_words(user, counts, view),
        "heading": HEADINGS[view] % {"count": capped(counts["here"])},
        "rows": rows,
        "empty": _("Nothing here fits these filters.") if filters else EMPTY[view],
        "chosen": chosen,
        "is_filtered": bool(filters),
        "filter_words": in_words(chosen),
        "groups": groups(),
        "languages": settings.LANGUAGES,
        "here": _address(view),
        "first": _address(view, **chosen) if "after" in request.GET else "",
        "next": _address(view, **chosen, after=str(after)) if after else "",
    }
    return render(request, "supervision/queue.html", context)


def shown_to(user) -> list[str]:
    """The views beside the list, in their order."""
    views = views_for(user)
    return [*views[: views.index("waiting") + 1], QUIET, *views[views.index("waiting") + 1 :]]


def _listed(user, view, filters, after):
    """(counts, the rows in words, where the next page starts) of this view."""
    clock = Clock(user.organisation)
    if view != QUIET:
        waiting = Queue(user, view, filters)
        rows, place = waiting.page(Cursor.read(after))
        return counts_with_quiet(waiting), rows_in_words(rows, user, clock), place
    quiet = QuietQueue(user, filters)
    rows, place = quiet.page(Place.read(after))
    return quiet.counts(), quiet_rows_in_words(rows, user, clock), place


def capped(count) -> str:
    return f"{CAP}+" if count > CAP else str(count)


def _address(view, **more):
    words = {name: value for name, value in more.items() if value}
    return f"{reverse('queue')}?{urlencode({'view': view} | words)}"


def views_in_words(user, counts, here="") -> list[dict]:
    """The views beside the list, each with how much it holds."""
    return [
        {"label": VIEW_NAMES[name], "count": capped(counts[name]), "url": _address(name), "is_here": name == here}
        for name in shown_to(user)
    ]
