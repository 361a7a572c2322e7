"""Looking after the directory: what is due first, entering, changing, verifying with one tap, letting go."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted
from policies.builtin import own_name
from policies.directory import acts, faults, listing
from policies.directory.form import EntryForm
from policies.models import DirectoryEntry

SAVED = {
    True: gettext_lazy("%(name)s is saved and verified."),
    False: gettext_lazy("%(name)s is saved. It is offered once it is verified."),
}


@open_to(Right.OWN_POLICIES)
@require_safe
def edit_list(request):
    shown = listing.Shown.of(request.GET)
    page = listing.page(request.user.organisation, shown)
    return render(request, "policies/directory/edit_list.html", page | {"shown": shown, "filters": listing.FILTERS.items()})


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def new(request):
    return _form(request, None)


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def edit(request, entry_id):
    return _form(request, _own(request, entry_id))


@open_to(Right.OWN_POLICIES)
@require_POST
@done_once
def verify(request, entry_id):
    entry = _own(request, entry_id)
    try:
        acts.verify(entry, request.user, revision=_revision(request))
        messages.success(request, _("%(name)s is verified.") % {"name": entry.name_in()})
    except NotNow as refusal:
        messages.warning(request, acts.REASONS[refusal.reasons[0]])
        return redirect("edit_entry", entry.pk)
    return redirect("edit_directory")


@open_to(Right.OWN_POLICIES)
@require_POST
@done_once
def retire(request, entry_id):
    entry = _own(request, entry_id)
    try:
        acts.retire(entry, request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("%(name)s is offered to nobody any more.") % {"name": entry.name_in()})
    except ValidationError as fault:
        messages.warning(request, fault.messages[0])
        return redirect("edit_entry", entry.pk)
    except NotNow as refusal:
        messages.warning(request, acts.REASONS[refusal.reasons[0]])
    return redirect("edit_directory")


def _form(request, entry):
    organisation = request.user.organisation
    form = EntryForm(request.POST if request.method == "POST" else None, organisation=organisation, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, organisation, entry, form.values())
        except ValidationError as fault:
            form.take(fault)
        except NotNow as refusal:
            form.add_error(None, acts.REASONS[refusal.reasons[0]])
        except NotPermitted:
            raise PermissionDenied
        else:
            said = SAVED[saved.verified_on is not None]
            messages.success(request, said % {"name": saved.name_in()})
            return redirect("edit_directory")
    status = 400 if form.errors else 200
    entry = DirectoryEntry.objects.select_related("verified_by").get(pk=entry.pk) if entry else None
    context = {"form": form, "entry": entry, "revision": _revision(request) or (entry.revision if entry else 1)}
    context |= {"missing": [own_name(code) for code in faults.missing_languages(entry)] if entry else []}
    return render(request, "policies/directory/edit_entry.html", context, status=status)


def _save(request, organisation, entry, values):
    if entry is None:
        saved = acts.enter(organisation, request.user, values)
    else:
        saved = acts.change(entry, request.user, values, revision=_revision(request))
    if "verify" in request.POST:
        acts.verify(saved, request.user, revision=saved.revision)
    return saved


def _own(request, entry_id):
    rows = DirectoryEntry.objects.select_related("organisation")
    return get_object_or_404(rows, pk=entry_id, organisation=request.user.organisation)


def _revision(request) -> int:
    """The state that was on the page; without one nothing fits."""
    said = request.POST.get("revision", "")
    return int(said) if said.isdecimal() and len(said) < 9 else 0
