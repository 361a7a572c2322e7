"""Beginning a wording: a new policy, the next version of one, or a version from a file."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow
from policies.editing import exchange, guards, writing
from policies.editing.exchange import ExchangeError
from policies.editing.faults import MOST_BYTES
from policies.editing.writing import Malformed
from policies.models import Policy, PolicyVersion
from policies.views.editing.finding import kind_choices
from policies.views.editing.forms import BeginForm, ImportForm
from policies.views.protocol import own_first, readable_here


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def begin(request):
    """A protocol is begun from the built-in one, a norm from nothing."""
    asked = {"kind": request.GET.get("kind"), "event_types": request.GET.getlist("event")}
    form = BeginForm(
        request.POST if request.method == "POST" else None, kinds=kind_choices(request.user.organisation),
        initial={name: value for name, value in asked.items() if value},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        kind, slug = form.cleaned_data["kind"], form.cleaned_data["slug"]
        kinds = form.cleaned_data["event_types"] if kind == Policy.Kind.PROTOCOL else ()
        wanted = {"slug": slug, "kind": kind, "event_types": kinds}
        if answer := _begun(request, form, wanted):
            return answer
    return render(request, "policies/editing/begin.html", {"form": form})


def _begun(request, form, wanted):
    organisation = request.user.organisation
    try:
        wording = writing.begin(organisation, request.user, **wanted)
    except NotNow:
        return _to_open(request, wanted["slug"])
    except Malformed as refusal:
        for fault in refusal.faults:
            form.add_error("event_types" if fault.place == "event_types" else "name", fault.text)
        return None
    return redirect("wording", wording.pk)


@open_to(Right.OWN_POLICIES)
@require_POST
@done_once
def next_version(request, slug):
    """The next version of an own policy, or an own one in the place of the built-in one of that name."""
    versions = PolicyVersion.objects.filter(readable_here(request.user.organisation), policy__slug=slug)
    pattern = own_first(versions.select_related("policy")).get(slug)
    try:
        if pattern is None:
            raise NotNow(["nothing_in_force"])
        wording = writing.begin(request.user.organisation, request.user, slug=slug, kind=pattern.policy.kind)
    except NotNow:
        return _to_open(request, slug)
    except Malformed as refusal:
        messages.warning(request, refusal.faults[0].text)
        return redirect("policy_editor")
    return redirect("wording", wording.pk)


def _to_open(request, slug):
    """To the wording that is written already."""
    if wording := writing.open_wording(request.user.organisation, slug):
        messages.info(request, guards.reason_text("wording_open"))
        return redirect("wording", wording.pk)
    messages.warning(request, guards.reason_text("nothing_in_force"))
    return redirect("policy_editor")


def takes_file(view):
    """The view reads one file from its form (config/uploading.py)."""
    view.takes_file = True
    return view


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@takes_file
def import_file(request):
    """All of it or nothing: every fault is listed by its place, and a file with one is not taken."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    faults = []
    if request.method == "POST" and form.is_valid():
        try:
            return _imported(request, form.cleaned_data["file"])
        except ExchangeError as refusal:
            faults = refusal.faults
        except Malformed as refusal:
            faults = refusal.faults
        except NotNow as refusal:
            form.add_error("file", guards.reason_text(refusal.reasons[0]))
    return render(request, "policies/editing/import.html", {"form": form, "faults": faults}, status=400 if faults else 200)


def _imported(request, file):
    organisation, name = request.user.organisation, file.name
    document = exchange.load(file.read(MOST_BYTES + 1), name, organisation)
    wording = writing.begin_with(organisation, request.user, document)
    messages.success(request, _("The file was imported. Nothing is in force yet: look at it, then propose it."))
    return redirect("wording", wording.pk)
