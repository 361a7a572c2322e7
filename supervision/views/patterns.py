"""What repeats itself: the list for those who answer, lead or audit, and one task with what it rests on."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import places
from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import READING
from audit.errors import NotNow, NotPermitted
from boundaries import guards
from supervision.models import Notice
from supervision.moments import Clock
from supervision.patterns.forms import SettleForm
from supervision.patterns.lines import line, told
from supervision.patterns.settling import settle
from supervision.patterns.standing import all_for, may_settle, open_for

MOST = 30


@open_to(*READING)
@require_safe
def patterns(request):
    """The open ones first; the settled ones behind them, page by page."""
    user, clock = request.user, Clock(request.user.organisation)
    place = places.read(request.GET.get("after", ""))
    settled, onward = places.page(all_for(user).exclude(settled_at=None), "-opened_at", place, MOST)
    waiting = [] if place else list(all_for(user).open().order_by("opened_at", "id")[:MOST])
    context = {
        "waiting": [line(task, user, clock) for task in waiting],
        "settled": [line(task, user, clock) for task in settled],
        "first": request.path if place else "",
        "next": f"{request.path}?after={onward}" if onward else "",
    }
    return render(request, "supervision/patterns.html", context)


@open_to()
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def pattern(request, pattern_id):
    """GET explains the task, POST says what came of it."""
    task = all_for(request.user).filter(pk=pattern_id).first()
    if task is None:
        raise Http404
    Notice.objects.filter(user=request.user, address=request.path, read_at=None).update(read_at=task.opened_at)
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may_settle(task, request.user) and task.is_open:
            raise PermissionDenied
        if form.is_valid() and _is_settled(request, task, form):
            return redirect("pattern", task.pk)
    context = {"task": told(task, request.user), "form": form}
    return render(request, "supervision/pattern.html", context)


def _is_settled(request, task, form) -> bool:
    try:
        settle(task, request.user, **form.cleaned_data)
    except ValidationError as fault:
        for name, faults in fault.message_dict.items():
            form.add_error(name if name in form.fields else None, faults)
        return False
    except NotNow as refusal:
        messages.warning(request, guards.reason_text(refusal.reasons[0]))
        return True
    except NotPermitted:
        raise PermissionDenied
    messages.success(request, _("Thank you. It is kept with your words."))
    return True


def of_home(user) -> dict:
    """The first of those that wait for this person."""
    rows = list(open_for(user)[: 3 + 1])
    clock = Clock(user.organisation)
    return {"patterns": [line(task, user, clock) for task in rows[:3]], "more_patterns": len(rows) > 3}
