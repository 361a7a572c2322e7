"""Trying a change of a kind of event on past reports: counts for whoever owns policies, references for who may read them."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import open_to
from accounts.roles import Right
from policies.builtin import label
from policies.editing.kinds import check
from policies.kinds import Kind
from policies.models import EventRule
from policies.models.event_type import Gravity
from policies.views.kind_form import KindForm
from policies.views.kinds import found_kind, page
from supervision.simulating import SIZES, references, safeguarded, try_out


@open_to(Right.OWN_POLICIES)
@require_POST
def try_kind(request, key):
    """The same page, with what was typed, and above it how past reports would have come out."""
    found = found_kind(request.user, key)
    form = KindForm(request.POST, kind=found)
    proposed = _proposed(request, found, form)
    context = page(found, request.user, form)
    if proposed is None:
        return render(request, "policies/kinds/one.html", context, status=400)
    trial = try_out(request.user, found, proposed, _most(request))
    context["tried"] = _in_words(trial) | {"references": references(trial, request.user)}
    return render(request, "policies/kinds/one.html", context)


def _proposed(request, found, form):
    """None for what could not be published either; a reason is not asked for yet."""
    form.full_clean()
    if form.errors:
        return None
    rule = EventRule(event_type=found.event_type, number=found.number or 0, reason="-", **form.values)
    try:
        check(rule)
    except ValidationError as fault:
        form.show(fault)
        return None
    return Kind(found.event_type, rule)


def _most(request) -> int:
    asked = request.POST.get("most", "")
    return next((size for size in SIZES if str(size) == asked), SIZES[0])


def _in_words(trial) -> dict:
    rows = [
        {"label": label("gravity", code), "before": trial.before.gravity[code], "after": trial.after.gravity[code]}
        for code in Gravity.values
    ]
    rows += [_row(_("Urgent"), trial, lambda tally: tally.urgent)]
    rows += [_row(_("To the safeguarding lead first"), trial, safeguarded)]
    for hours in sorted({*trial.before.hours, *trial.after.hours}):
        rows.append(_row(_("To be answered within %(hours)s h") % {"hours": hours}, trial, lambda t, h=hours: t.hours[h]))
    return {"count": trial.count, "changed": len(trial.changed), "unasked": trial.unasked, "rows": rows}


def _row(name, trial, of) -> dict:
    return {"label": name, "before": of(trial.before), "after": of(trial.after)}
