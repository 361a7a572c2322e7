"""The list of what somebody left behind, for whoever leads."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from supervision.absences.left_behind import lines


@open_to(Right.DECIDE)
@require_safe
def left_behind(request):
    return render(request, "supervision/left_behind.html", {"lines": lines(request.user)})
