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
from boundaries import rights
from boundaries.choices import Kind, Status, YesNoUnsure
from boundaries.words import kind_in_words
from policies.builtin import label
from supervision.moments import Clock
from supervision.queue import CAP, Cursor, Queue, views_for
from supervision.queue_filters import LANGUAGE_NAMES, as_condition, chosen_filters, groups, in_words

VIEW_NAMES = {
    "answer": gettext_lazy("To answer"),
    "asked": gettext_lazy("Asked of me"),
    "waiting": gettext_lazy("Waiting for reporter"),
    "escalated": gettext_lazy("Escalated"),
    "close": gettext_lazy("To close"),
    "all": gettext_lazy("All teams"),
}
HEADINGS = {
    "answer": gettext_lazy("%(count)s to answer"),
    "asked": gettext_lazy("%(count)s asked of me"),
    "waiting": gettext_lazy("%(count)s waiting for the reporter"),
    "escalated": gettext_lazy("%(count)s escalated"),
    "close": gettext_lazy("%(count)s to close"),
    "all": gettext_lazy("%(count)s open in all teams"),
}
EMPTY = {
    "answer": gettext_lazy("Nothing waits for an answer. What comes in appears here, the most urgent first."),
    "asked": gettext_lazy("Nobody has asked you to decide. What is escalated to you appears here."),
    "waiting": gettext_lazy("Here you find what you have answered and what is now with the reporter."),
    "escalated": gettext_lazy("Nothing waits for a decision. What was escalated appears here until it is decided."),
    "close": gettext_lazy("Here you find results that the reporter may still come back to, and what can be closed."),
    "all": gettext_lazy("Nothing is open in any team."),
}


@open_to(Right.ANSWER)
@require_safe
def queue(request):
    view = request.GET.get("view") if request.GET.get("view") in views_for(request.user) else "answer"
    chosen = chosen_filters(request.GET)
    waiting = Queue(request.user, view, as_condition(chosen, request.user))
    counts = waiting.counts()
    rows, after = waiting.page(Cursor.read(request.GET.get("after", "")))
    clock = Clock(request.user.organisation)
    context = {
        "view": view,
        "views": views_in_words(request.user, counts, view),
        "heading": HEADINGS[view] % {"count": capped(counts["here"])},
        "rows": [row_in_words(row, request.user, clock) for row in rows],
        "empty": _("Nothing here fits these filters.") if waiting.filters else EMPTY[view],
        "chosen": chosen,
        "is_filtered": bool(waiting.filters),
        "filter_words": in_words(chosen),
        "groups": groups(),
        "languages": settings.LANGUAGES,
        "here": _address(view),
        "first": _address(view, **chosen) if "after" in request.GET else "",
        "next": _address(view, **chosen, after=str(after)) if after else "",
    }
    return render(request, "supervision/queue.html", context)


def capped(count) -> str:
    return f"{CAP}+" if count > CAP else str(count)


def _address(view, **more):
    words = {name: value for name, value in more.items() if value}
    return f"{reverse('queue')}?{urlencode({'view': view} | words)}"


def views_in_words(user, counts, here="") -> list[dict]:
    """The views beside the list, each with how much it holds."""
    return [
        {"label": VIEW_NAMES[name], "count": capped(counts[name]), "url": _address(name), "is_here": name == here}
        for name in views_for(user)
    ]


# -- one row -------------------------------------------------------------------------------------------------


def row_in_words(row, user, clock) -> dict:
    """Everything as text: the template formats nothing."""
    late = clock.is_late(row.due_at)
    return {
        "url": f"/incidents/{row.reference}/",
        "reference": row.reference,
        "due": clock.short(row.due_at) if row.due_at else "",
        "left": clock.left(row.due_at) if row.due_at else "",
        "tone": "alarm" if row.urgent else "late" if late else "",
        "kind": kind_in_words(row),
        "flags": _flags(row, late),
        "client": row.client.code if row.client_id else "",
        "reporter": rights.reporter_in_list(row, user),
        "language": LANGUAGE_NAMES[row.language],
        "waits_on": _waits_on(row, user),
        "badge": _badge(row, late),
    }


def _flags(row, late):
    flags = []
    if row.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE):
        flags.append(_("safety concern"))
    if row.understood in (YesNoUnsure.NO, YesNoUnsure.UNSURE):
        flags.append(_("perhaps misunderstood"))
    if row.support_wanted not in ("", "none"):
        flags.append(_("support wanted: %(support)s") % {"support": label("support_wanted", row.support_wanted).lower()})
    return flags


def _badge(row, late):
    if row.urgent or row.safety_concern == YesNoUnsure.YES:
        return {"word": _("danger") if row.safety_concern == YesNoUnsure.YES else _("urgent"), "tone": "red"}
    if late:
        return {"word": _("late"), "tone": "amber"}
    if row.kind == Kind.QUESTION:
        return {"word": _("question"), "tone": ""}
    return None


def _waits_on(row, user):
    """Whose turn it is: mine, a colleague's, the reporter's."""
    if row.status == Status.ESCALATED:
        return _("you") if row.escalated_to_id == user.pk else _("decision")
    if row.due_at is None:
        return _("reporter")
    if row.assignee_id == user.pk:
        return _("you")
    return row.assignee.short_name if row.assignee_id else _("nobody yet")


