"""Writing a text: for oneself, for one's team, or, for who owns policies, for everybody."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow
from policies.builtin import current_language
from policies.library import acts, own
from policies.library.faults import contact_data, key_for
from policies.library.forms import ItemForm, LimitForm, initial_of, scopes_of
from policies.library.shelf import the_item
from policies.models import LibraryItem

REASONS = {
    "wording_changed": gettext_lazy("Somebody else changed this wording meanwhile. Look at it as it is now, then try again."),
}
Scope = LibraryItem.Scope
POST = ["GET", "HEAD", "POST"]


@open_to(Right.ANSWER, Right.OWN_POLICIES)
@require_http_methods(POST)
@done_once
def new(request):
    return _written(request, None)


@open_to(Right.ANSWER, Right.OWN_POLICIES)
@require_http_methods(POST)
@done_once
def edit(request, item_key):
    """One's own text; or, from one that stands on the shelf, its next version or a text of one's own."""
    row = own.mine(request.user, item_key) or the_item(request.user, item_key)
    if row is None or not own.may_write(request.user, row):
        raise Http404
    return _written(request, row)


def _written(request, row):
    scopes = scopes_of(request.user)
    starts = initial_of(row) if row else {"scope": scopes[-1]}
    if row is not None and row.is_built_in:
        starts["source"] = ""  # that of the built-in wording is no source of a fact
    if starts["scope"] not in scopes or (row is None and not _publishes(request)):
        starts["scope"] = Scope.PERSONAL
    form_class = LimitForm if row and row.kind == LibraryItem.Kind.LIMIT else ItemForm
    form = form_class(request.POST or None, user=request.user, first_language=current_language(), initial=starts)
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, row, form)
        except ValidationError as fault:
            form.add_error(None, fault.messages)
        except NotNow as refused:
            form.add_error(None, [REASONS[code] for code in refused.reasons])
        else:
            return redirect("library_item", kept.key)
    is_published = bool(row and row.scope == Scope.PUBLISHED and _publishes(request))
    seen = acts.standing(request.user.organisation, row.key) if row else None  # beside a refusal: what stands there now
    context = {"form": form, "item": row, "seen": seen, "is_published": is_published, "is_mine": _is_own(request.user, row)}
    return render(request, "policies/library/edit.html", context)


def _publishes(request) -> bool:
    return request.user.has_right(Right.OWN_POLICIES)


def _keep(request, row, form) -> LibraryItem:
    user, scope, values = request.user, form.cleaned_data["scope"], form.values
    is_own = _is_own(user, row)
    if scope == Scope.PUBLISHED:
        if not _publishes(request):
            raise PermissionDenied
        key, seen = _key(user, row, values["texts"]), request.POST.get("seen", "")
        seen = int(seen) if seen.isdecimal() and len(seen) < 9 else None
        item = acts.publish(user.organisation, user, **_tags(row) | values, key=key, seen=seen)
        if is_own:
            own.remove(row)
        messages.success(request, _("Published, version %(number)s.") % {"number": item.version})
        return item
    if is_own:
        own.change(row, scope=scope, **values)
        item = row
    else:
        item = own.begin(user, scope=scope, **_tags(row) | values)
    messages.success(request, _("Kept."))
    if contact_data(values["texts"], user.organisation):
        messages.warning(request, _("This looks like contact data. Never give a private number or address to anybody."))
    return item


def _is_own(user, row) -> bool:
    """A colleague's text for the team is a beginning for one's own, like a published one."""
    return row is not None and row.scope != Scope.PUBLISHED and row.owner_id == user.pk


def _tags(row) -> dict:
    """What the form does not ask goes on as it was."""
    names = ("step_keys", "contact_types", "event_types", "related")
    return {name: getattr(row, name) for name in names} if row else {}


def _key(user, row, texts) -> str:
    """The published one keeps its key; a new one is named after its title."""
    if row is not None and row.scope == Scope.PUBLISHED:
        return row.key
    text = texts.get("en") or next(iter(texts.values()))
    key, number = key_for(text["title"]), 1
    taken = LibraryItem.objects.filter(organisation_id__in=[user.organisation_id]) | LibraryItem.objects.filter(organisation=None)
    taken = set(taken.filter(key__startswith=key).values_list("key", flat=True)) | {"new", "edit"}
    while (named := key if number == 1 else f"{key}-{number}") in taken:
        number += 1
    return named


@open_to(Right.ANSWER, Right.OWN_POLICIES)
@require_POST
@done_once
def remove(request, item_key):
    row = own.mine(request.user, item_key)
    if row is not None:
        own.remove(row)
        messages.success(request, _("Removed."))
        return redirect("library")
    row = the_item(request.user, item_key) if _publishes(request) else None
    if row is None or row.is_built_in or row.scope != Scope.PUBLISHED:
        raise Http404
    try:
        acts.retire(row, request.user)
    except NotNow:
        raise Http404
    messages.success(request, _("Taken off the shelf. What was written with it keeps it."))
    return redirect("library")
