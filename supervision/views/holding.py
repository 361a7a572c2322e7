"""Not now: a promise from the queue, ready to be sent; afterwards back to the row as it stands now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.roles import Right
from audit.errors import NotNow, NotPermitted
from boundaries.choices import Status
from supervision.doing import Deed
from supervision.forms.holding import HoldingForm
from supervision.views.found import with_incident
from supervision.views.verbs import not_now


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
@with_incident
def holding(request, reader):
    """In the order in which every act is refused: may she, does the moment allow it, is it filled in."""
    asked = _deed(reader)
    if not asked.may(reader):
        raise PermissionDenied
    form = asked.form(reader, request.POST if request.method == "POST" else None)
    try:
        asked.refuse(reader)
        if request.method != "POST" or not asked.is_done(reader, form):
            return _page(request, reader, form)
    except NotNow as refusal:
        return not_now(request, reader, refusal.reasons, unsent=form.written() if form.is_bound else ())
    except NotPermitted:
        raise PermissionDenied
    messages.success(request, form.done)
    return redirect(f"{reverse('queue')}#{reader.incident.reference}")


def _deed(reader):
    """The first answer acknowledges."""
    is_first = reader.incident.status == Status.SUBMITTED
    return Holding("acknowledge" if is_first else "answer", HoldingForm, is_verb=is_first)


class Holding(Deed):
    """The same acts as the answer's page does, with a form of its own: which of them depends on the record."""

    @property
    def act(self) -> str:
        return self.name


def _page(request, reader, form):
    context = {"reader": reader, "incident": reader.incident, "form": form}
    return render(request, "supervision/holding.html", context)
