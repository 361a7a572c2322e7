"""A directory as a file: taken in two steps, first shown and then done, and handed out the same way."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.roles import Right
from audit.errors import NotNow
from policies.directory import acts, importing, sheet
from policies.models import DirectoryEntry

SALT = "directory import"
KEPT_SECONDS = 3600
MOST_SHOWN = 100
FIELDS = {
    "kind": gettext_lazy("Kind"), "name": gettext_lazy("Name"), "what_for": gettext_lazy("What for"),
    "phone": gettext_lazy("Phone"), "email": gettext_lazy("E-mail"), "area": gettext_lazy("Area"),
    "address": gettext_lazy("Address"), "opening_hours": gettext_lazy("Opening hours"), "head_name": gettext_lazy("Head"),
    "specialist_name": gettext_lazy("Who knows about it there"), "specialist_phone": gettext_lazy("Number of that person"),
    "procedure": gettext_lazy("What happens there"), "appointment": gettext_lazy("Appointment"),
    "documents": gettext_lazy("What to bring"), "languages": gettext_lazy("Languages spoken there"),
    "is_owned_by_organisation": gettext_lazy("Belongs to an organisation"),
}  # fmt: skip


def takes_file(view):
    """The view reads one file from its form (config/uploading.py)."""
    view.takes_file = True
    return view


@open_to(Right.OWN_POLICIES)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def import_list(request):
    """Nothing is kept here between the two steps: the file goes with the page, signed, and comes back with the yes."""
    if request.method != "POST":
        return _page(request)
    if "content" in request.POST:
        return _carry_out(request)
    file, encoding = request.FILES.get("file"), request.POST.get("encoding", "utf-8")
    if file is None or encoding not in importing.ENCODINGS:
        return _page(request, asked=_("Choose a file."), status=400)
    try:
        text = importing.decoded(file.read(importing.MOST_BYTES + 1), encoding)
    except importing.BadFile as bad:
        return _page(request, plan=importing.Plan(faults=[bad.fault]), status=400)
    return _preview(request, text)


@open_to(Right.OWN_POLICIES)
@require_safe
def template(request):
    return _file([], "directory-template.csv")


@open_to(Right.OWN_POLICIES)
@require_safe
def export(request):
    rows = DirectoryEntry.objects.filter(organisation=request.user.organisation, active=True)
    return _file(rows.order_by("order", "pk"), "directory.csv")


def _preview(request, text, said=""):
    plan = importing.plan(text, request.user.organisation)
    sent = {"text": text, "plan": plan.digest, "for": str(request.user.pk)}
    content = "" if plan.faults else signing.dumps(sent, salt=SALT, compress=True)
    return _page(request, plan=plan, content=content, asked=said, status=400 if plan.faults or said else 200)


def _carry_out(request):
    try:
        sent = signing.loads(request.POST["content"], salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        sent = {}
    if sent.get("for") != str(request.user.pk):
        return _page(request, asked=_("This preview is too old. Please choose the file once more."), status=400)
    wanted = importing.Import(sent["text"], sent["plan"], frozenset(request.POST.getlist("retire")))
    try:
        plan = importing.carry_out(request.user.organisation, request.user, wanted)
    except NotNow as refusal:
        return _preview(request, sent["text"], acts.REASONS[refusal.reasons[0]])
    counts = {"new": len(plan.new), "changed": len(plan.changed), "unchanged": plan.unchanged}
    messages.success(request, _("Imported: %(new)s new, %(changed)s changed, %(unchanged)s as they were.") % counts)
    return redirect("edit_directory")


def _page(request, *, plan=None, content="", asked="", status=200):
    context = {
        "plan": plan,
        "content": content,
        "asked": asked,
        "encodings": importing.ENCODINGS.items(),
        "changed": [_line(entry, changes) for entry, changes in plan.changed[:MOST_SHOWN]] if plan else [],
        "most": MOST_SHOWN,
    }
    return render(request, "policies/directory/import.html", context, status=status)


def _line(entry, changes):
    rows = [(FIELDS[name], *map(_said, _different(before, after))) for name, before, after in changes]
    return {"name": entry.name_in(), "changes": rows, "is_back": not entry.active}


def _different(before, after):
    """Of texts by language and hours by day only those that change."""
    if not (isinstance(before, dict) and isinstance(after, dict)):
        return before, after
    keys = [key for key in before | after if before.get(key) != after.get(key)]
    return {key: before.get(key) for key in keys}, {key: after.get(key) for key in keys}


def _said(value) -> str:
    """What stands in a field, as one line."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return " · ".join(f"{key}: {_said(each)}" for key, each in value.items() if each)
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    return str(value)


def _file(entries, name):
    response = HttpResponse(sheet.as_file(entries), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.response_class = "file"
    return response
