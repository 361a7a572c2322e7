"""The kinds of event as this organisation has them: all of them, one with its versions, changing it, and going back."""

from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from policies.builtin import content, in_language, label
from policies.editing.kinds import KindChanged, as_shipped, change_kind, values_of
from policies.kinds import Kind, every_kind, find_kind
from policies.models import EventRule
from policies.protocols import is_general, protocols_by_kind
from policies.raising import KEYS
from policies.views.kind_form import WAYS, KindForm

NEWEST = 30


@open_to(Right.OWN_POLICIES)
@require_safe
def kinds(request):
    every = every_kind(request.user.organisation)
    protocols = protocols_by_kind(every, request.user.organisation)
    return render(request, "policies/kinds/all.html", {"groups": _by_group(every, protocols)})


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def kind(request, key):
    found = found_kind(request.user, key)
    form = KindForm(request.POST if request.method == "POST" else None, kind=found)
    if request.method == "POST" and form.is_valid():
        done = _change(request, found, form)
        if done is not None:
            return done
    return render(request, "policies/kinds/one.html", page(found, request.user, form), status=400 if form.errors else 200)


@open_to(Right.OWN_POLICIES)
@require_POST
@done_once
def kind_as_shipped(request, key):
    """Back to what ships with Doorstep: a version like any other."""
    found = found_kind(request.user, key)
    seen = request.POST.get("seen", "")
    seen = int(seen) if seen.isdecimal() and len(seen) < 9 else None
    try:
        change_kind(
            request.user.organisation, request.user, found.event_type, seen=seen,
            values=as_shipped(found.event_type), reason=request.POST.get("reason", ""),
        )  # fmt: skip
        messages.success(request, _("It is as it was shipped, from now on."))
    except KindChanged:
        messages.warning(request, _changed())
    except ValidationError as fault:
        messages.warning(request, " ".join(fault.messages))
    return redirect("kind", key)


def found_kind(user, key) -> Kind:
    found = find_kind(user.organisation, key, is_offered=False)
    if found is None:
        raise Http404
    return found


def page(found, user, form) -> dict:
    """What templates/policies/kinds/one.html shows."""
    rows = EventRule.objects.filter(organisation=user.organisation_id, event_type=found.pk).select_related("changed_by")
    return {
        "kind": found,
        "form": form,
        "gravity": label("gravity", found.gravity),
        "protocol": protocols_by_kind([found], user.organisation)[found.key],
        "versions": [_version(row, found.event_type) for row in rows.order_by("-number")[:NEWEST]],
        "is_as_shipped": values_of(found) == as_shipped(found.event_type),
    }


def _change(request, found, form):
    """None where it was refused: the form then says why."""
    try:
        rule = change_kind(
            request.user.organisation, request.user, found.event_type, seen=form.cleaned_data["seen"],
            values=form.values, reason=form.cleaned_data["reason"],
        )  # fmt: skip
    except KindChanged:
        form.add_error(None, _changed())
        return None
    except ValidationError as fault:
        form.show(fault)
        return None
    messages.success(request, _("Version %(number)s holds from now on.") % {"number": rule.number})
    return redirect("kind", found.key)


def _changed() -> str:
    return _("Somebody changed this kind meanwhile. Nothing was saved: open it again and look at the newest version.")


def _by_group(every, protocols):
    names = {row["key"]: in_language(row) for row in content()["event_groups"]}
    order = list(names)
    rows = sorted(every, key=lambda kind: (order.index(kind.group), kind.order))
    return [
        (names[group], [_line(kind, protocols[kind.key]) for kind in members])
        for group, members in groupby(rows, key=lambda kind: kind.group)
    ]


def _line(kind, protocol) -> dict:
    return {
        "kind": kind,
        "gravity": label("gravity", kind.gravity),
        "protocol": "" if is_general(protocol) else protocol.title_in(),
        "is_own_protocol": protocol.policy.organisation_id is not None,
    }


def _version(rule, event_type) -> dict:
    """A version in a few words, for the history."""
    version = Kind(event_type, rule)
    return {
        "rule": rule,
        "who": rule.changed_by.short_name,
        "label": version.label_in(),
        "gravity": label("gravity", rule.gravity),
        "way": WAYS[rule.safeguarding],
        "raising": [{"what": KEYS[row["when"]], "to": label("gravity", row["to"])} for row in rule.raising],
    }
