"""The words around the clauses of a wording, the kinds of event and for whom it holds."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from policies.editing.writing import EditedElsewhere, Malformed
from policies.views.editing.finding import for_writing, kind_choices, title_of
from policies.views.editing.forms import WholeForm
from policies.views.editing.placed import WHOLE_TEXTS, faults_of
from policies.views.editing.saving import save_part, seal


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@for_writing
def whole(request, wording):
    choices = kind_choices(wording.organisation)
    if request.method != "POST":
        return _page(request, wording, WholeForm(document=wording.document, kinds=choices))
    form = WholeForm(request.POST, document=wording.document, kinds=choices)
    if not form.is_valid():
        return _page(request, wording, form, seen=request.POST.get("seen"))
    try:
        save_part(wording, request.user, seen=request.POST.get("seen"), read=_read, put=lambda d: d.update(form.changes()))
    except EditedElsewhere as other:
        theirs = WholeForm(document=other.current.document, kinds=choices)
        return _page(request, other.current, form, theirs=theirs)
    except Malformed as refusal:
        _take(form, refusal.faults)
        return _page(request, wording, form, seen=request.POST.get("seen"))
    messages.success(request, _("Saved."))
    return redirect("wording", wording.pk)


def _read(document):
    return {name: document.get(name) for name in (*WHOLE_TEXTS, "event_types", "audience")}


def _take(form, faults):
    for fault in faults:
        name, _dot, language = fault.place.partition(".")
        field = f"{language}-{name}" if name in WHOLE_TEXTS else name
        form.add_error(field if field in form.fields else None, fault.text)


def _page(request, wording, form, seen=None, theirs=None):
    places = (fault.place.split(".") for fault in faults_of(wording))
    missing = {(place[1], place[0]) for place in places if place[0] in WHOLE_TEXTS and len(place) > 1}
    context = {
        "wording": wording, "title": title_of(wording), "form": form, "columns": form.columns(missing, theirs),
        "seen": seen or seal(_read(wording.document)), "is_conflict": theirs is not None,
        "theirs": theirs.choices if theirs else (),
    }  # fmt: skip
    return render(request, "policies/editing/whole.html", context, status=409 if theirs else 200)
