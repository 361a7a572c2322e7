"""What one is asked to read, and saying so; for whoever answers for people or owns policies: who has read what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from accounts.spreadsheet import BYTE_ORDER_MARK, written
from audit.door import record
from audit.errors import NotNow, NotPermitted
from policies import reading
from policies.builtin import current_language
from policies.editing import comparing
from policies.editing.document import document_of
from policies.readers import Overview
from policies.views.protocol import shown

SEE_WHO_READ = (Right.DECIDE, Right.OWN_POLICIES)


@open_to()
@require_safe
def to_read(request):
    tasks = reading.to_read(request.user)
    return render(request, "policies/reading/to_read.html", {"tasks": [reading.line(task) for task in tasks]})


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def one(request, version_id):
    """The wording with what is different in it; POST: she says that she has read it."""
    task = reading.task_of(request.user, version_id)
    if task is None:
        raise Http404
    if request.method == "POST":
        return _read(request, task)
    version = task.version
    context = shown(version) | {"task": task} | _differences(version)
    return render(request, "policies/reading/one.html", context)


def _differences(version) -> dict:
    """Word by word against the wording that it took the place of, where there is one."""
    before = reading.in_force_before(version)
    if before is None:
        return {"before": None, "differences": []}
    rows = comparing.compare(document_of(before), document_of(version), current_language())
    changed = [{"title": row.title, "pieces": _pieces(row)} for row in rows if row.is_change]
    return {"before": before, "differences": [row for row in changed if row["pieces"]]}


def _pieces(row):
    return [piece for difference in row.differences if difference.is_change for piece in difference.pieces]


def _read(request, task):
    organisation, language = request.user.organisation, current_language()
    try:
        record(organisation, "read_version", by=request.user, task=task.pk, language=language)
        messages.success(request, _("Thank you. It is noted that you have read it."))
    except NotNow as refusal:
        messages.info(request, WHY_NOT["newer" if "newer_wording" in refusal.reasons else "before"]())
    except NotPermitted:  # she was asked, and does other work now
        raise PermissionDenied
    left = reading.to_read(request.user).exists()
    return redirect("to_read" if left else "home")


WHY_NOT = {
    "before": lambda: _("It was noted before that you have read it."),
    "newer": lambda: _("There is a newer wording now. You need not read this one."),
}


@open_to(*SEE_WHO_READ)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def who_read(request):
    """How many have read each wording; POST: everybody is asked to read one that is in force."""
    if request.method == "POST":
        return _ask(request)
    overview = Overview(request.user)
    context = {"rows": overview.rows(), "may_ask": request.user.has_right(Right.OWN_POLICIES), "of_all": overview.of_all}
    if context["may_ask"]:
        context["to_ask"] = overview.to_ask()
    return render(request, "policies/reading/who_read.html", context)


def _ask(request):
    organisation = request.user.organisation
    if not request.user.has_right(Right.OWN_POLICIES):
        raise Http404
    version = Overview(request.user).askable(request.POST.get("version", ""))
    if version is None:
        raise Http404
    try:
        record(organisation, "ask_to_read", by=request.user, version=version.pk)
        messages.success(request, _("Everybody who works by it is asked to read it."))
    except NotNow:
        messages.info(request, _("Everybody was asked already."))
    return redirect("who_read")


@open_to(*SEE_WHO_READ)
@require_safe
def not_read_by(request, version_id):
    """Names of those who have not read it yet."""
    found = Overview(request.user).one(version_id)
    if found is None:
        raise Http404
    return render(request, "policies/reading/not_read_by.html", found)


@open_to(*SEE_WHO_READ)
@require_safe
def who_read_csv(request):
    head = [_("Policy or protocol"), _("Version"), _("Person"), _("Team"), _("Asked on"), _("Read by"), _("Read on")]
    rows = [[*row[:4], *(localdate(at).isoformat() if at else "" for at in row[4:])] for row in Overview(request.user).table()]
    response = HttpResponse(BYTE_ORDER_MARK + written([head, *rows]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="who-has-read.csv"'
    response.response_class = "file"  # its headers: config/middleware.py
    return response
