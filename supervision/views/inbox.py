"""Notices: what happened to records of mine, newest first, those about one record together; and how often mails come."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import places
from accounts.access import open_to
from accounts.forms import CadenceForm
from supervision.cadence import change_cadence
from supervision.moments import Clock
from supervision.notices import inbox_page, mark_all_read, mark_one_read
from supervision.views.home import notice_line


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request):
    """POST marks one notice as read, or everything."""
    if request.method == "POST":
        _mark(request.user, request.POST.get("notice"))
        return redirect("notices")
    clock = Clock(request.user.organisation)
    rows, after = inbox_page(request.user, places.read(request.GET.get("after", "")))
    lines = [notice_line(row, clock) | {"id": row.pk} for row in rows]
    context = {
        "records": _by_record(lines),
        "has_new": any(line["is_new"] for line in lines),
        "first": request.path if "after" in request.GET else "",
        "next": f"{request.path}?{urlencode({'after': after})}" if after else "",
    }
    return render(request, "supervision/notices.html", context)


@open_to()
@require_POST
def cadence(request):
    """How often mails about what can wait are sent; chosen among one's own settings."""
    if getattr(request.user, "profile", None) is None:
        raise Http404
    form = CadenceForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    change_cadence(request.user, form.cleaned_data["cadence"])
    messages.success(request, _("Saved."))
    return redirect("settings")


def _mark(user, notice):
    """Raises BadRequest for what is no notice's id; one of somebody else's is left alone."""
    if notice is None:
        mark_all_read(user)
        return
    try:
        mark_one_read(user, UUID(notice))
    except ValueError:
        raise BadRequest


def _by_record(lines) -> list[dict]:
    """The notices of one page under the record that they are about, in the order of the newest of each."""
    records = {}
    for line in lines:
        key = line["reference"] or line["id"]
        records.setdefault(key, {"reference": line["reference"], "lines": []})["lines"].append(line)
    return list(records.values())
