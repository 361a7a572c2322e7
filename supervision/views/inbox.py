"""Notices: what happened to records of mine, newest first."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from supervision.moments import Clock
from supervision.notices import inbox as notices_of
from supervision.notices import mark_all_read
from supervision.views.home import notice_line


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request):
    """POST marks everything as read."""
    if request.method == "POST":
        mark_all_read(request.user)
        return redirect("notices")
    clock = Clock(request.user.organisation)
    lines = [notice_line(row, clock) for row in notices_of(request.user)]
    context = {"notices": lines, "has_new": any(line["is_new"] for line in lines)}
    return render(request, "supervision/notices.html", context)
