"""One clause of a wording, its six languages beside each other; and adding, moving and removing clauses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from policies.editing import writing
from policies.editing.document import blank_clause
from policies.editing.writing import EditedElsewhere, Malformed
from policies.models import Clause, Policy, PolicyVersion
from policies.views.editing.clause_form import ClauseForm
from policies.views.editing.finding import for_writing, number_of, title_of
from policies.views.editing.placed import faults_of, missing_texts, placed, title_of_clause
from policies.views.editing.saving import save_part, seal
from policies.views.protocol import own_first, readable_here


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@for_writing
def clause(request, wording, clause_key):
    key, number = clause_key, number_of(wording, clause_key)
    if request.method != "POST":
        if number is None:
            raise Http404
        return _page(request, wording, key, _form(wording, key))
    form, seen = _form(wording, key, request.POST), request.POST.get("seen")
    if not form.is_valid():
        return _page(request, wording, key, form, seen)
    try:
        save_part(wording, request.user, seen=seen, read=lambda d: _find(d, key), put=lambda d: _put(d, key, form))
    except EditedElsewhere as other:
        return _page(request, other.current, key, form, theirs=_form(other.current, key))
    except Malformed as refusal:
        _take(form, refusal.faults)
        return _page(request, wording, key, form, seen)
    messages.success(request, _("Saved."))
    return redirect(_after(request, wording, key))


def _after(request, wording, key) -> str:
    """The next clause, where that is wanted; else back to the list, where this one stands."""
    keys = [row["key"] for row in wording.document["clauses"]]
    if request.POST.get("go") == "next" and key in keys[:-1]:
        return reverse("wording_clause", args=[wording.pk, keys[keys.index(key) + 1]])
    return f"{reverse('wording', args=[wording.pk])}#clause-{key}"


def _form(wording, key, data=None) -> ClauseForm:
    rows = wording.document["clauses"]
    kind = Clause.Kind.STEP if wording.kind == Policy.Kind.PROTOCOL else Clause.Kind.ENTITLEMENT
    shown = _find(wording.document, key) or blank_clause(key, kind)
    others = [(row["key"], title_of_clause(row)) for row in rows if row["key"] != key]
    conditions = [pair for pair in others if _find(wording.document, pair[0])["kind"] == Clause.Kind.CONDITION]
    named = [(slug, slug) for slug in shown.get("related", ()) if slug not in dict(others)]
    return ClauseForm(data, clause=shown, others=others, conditions=conditions, policies=_policies(wording, named))


def _policies(wording, named):
    """Policies that may be named: those in force, and what is named already."""
    rows = PolicyVersion.objects.in_force().filter(readable_here(wording.organisation)).select_related("policy")
    found = {slug: row.title_in() for slug, row in own_first(rows).items() if slug != wording.slug}
    return list((dict(named) | found).items())


def _find(document, key):
    return next((row for row in document["clauses"] if row["key"] == key), None)


def _put(document, key, form):
    rows = document["clauses"]
    place = next((place for place, row in enumerate(rows) if row["key"] == key), len(rows))
    rows[place : place + 1] = [form.as_clause()]


def _take(form, faults):
    for fault in faults:
        place = fault.place.split(".")[2:]
        name = f"{place[1]}-{place[2]}" if place[:1] == ["texts"] and len(place) > 2 else ".".join(place[:1])
        form.add_error(name if name in form.fields else None, fault.text)


def _page(request, wording, key, form, seen=None, theirs=None):
    number = number_of(wording, key)
    found = faults_of(wording) if number else []
    start = f"clauses.{number}."
    here = [fault for fault in found if fault.place.startswith(start) and not fault.place.startswith(start + "texts.")]
    context = {
        "wording": wording, "title": title_of(wording), "key": key, "number": number, "form": form,
        "last": len(wording.document["clauses"]), "clause_title": title_of_clause(form.clause),
        "columns": form.columns(missing_texts(found, start + "texts."), theirs), "wrong": placed(wording, here),
        "seen": seen or seal(_find(wording.document, key)), "is_conflict": theirs is not None,
        "is_gone": theirs is not None and number is None, "theirs": theirs.choices if theirs else (),
    }  # fmt: skip
    return render(request, "policies/editing/clause.html", context, status=409 if theirs else 200)


# -- the list ----------------------------------------------------------------------------------------------------


@open_to(Right.OWN_POLICIES)
@require_POST
@done_once
@for_writing
def add(request, wording):
    """At the end, and straight to its texts."""
    return _changed(request, wording, _add_last, lambda current: current.document["clauses"][-1]["key"])


def _add_last(wording, by, revision):
    return writing.add_clause(wording, by, revision=revision)


@open_to(Right.OWN_POLICIES)
@require_POST
@done_once
@for_writing
def move(request, wording, clause_key):
    step = {"up": -1, "down": 1}.get(request.POST.get("to"))
    number = number_of(wording, clause_key)
    if step is None or number is None:
        raise Http404

    def act(current, by, revision):
        return writing.move_clause(current, by, revision=revision, number=number, to=number + step)

    return _changed(request, wording, act)


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@for_writing
def remove(request, wording, clause_key):
    number = number_of(wording, clause_key)
    if number is None:
        raise Http404
    if request.method != "POST":
        row = wording.document["clauses"][number - 1]
        context = {"wording": wording, "key": clause_key, "number": number, "clause_title": title_of_clause(row)}
        return render(request, "policies/editing/remove.html", context)

    def act(current, by, revision):
        return writing.remove_clause(current, by, revision=revision, number=number)

    return _changed(request, wording, act)


def _changed(request, wording, act, new_key=None):
    """Order is changed as it was seen; where it has changed meanwhile, the list is shown as it is now."""
    seen = request.POST.get("revision", "")
    try:
        current = act(wording, request.user, int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1)
    except EditedElsewhere:
        messages.warning(request, _("Somebody else changed this wording meanwhile. Look at it as it is now, then try again."))
        return redirect("wording", wording.pk)
    except Malformed as refusal:
        messages.warning(request, refusal.faults[0].text)
        return redirect("wording", wording.pk)
    if new_key:
        return redirect("wording_clause", wording.pk, new_key(current))
    return redirect(f"{reverse('wording', args=[wording.pk])}#clauses")
