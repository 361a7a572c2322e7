"""What could not be delivered, for whoever can mend it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import open_to
from audit.errors import NotNow
from supervision.moments import Clock
from supervision.outbox import ACTS, RIGHTS, act_on, lines, shown

DONE = {"retry": _("It is tried again now."), "give_up": _("It will not be tried again.")}


@open_to(*RIGHTS)
@require_safe
def outbox(request):
    return render(request, "supervision/outbox.html", lines(request.user, Clock(request.user.organisation)))


@open_to(*RIGHTS)
@require_POST
def act(request, item_id, name):
    item = shown(request.user, item_id)
    if item is None or name not in ACTS:
        raise Http404
    try:
        act_on(item, name, request.user)
    except NotNow:
        raise Http404
    messages.success(request, DONE[name])
    return redirect("outbox")
