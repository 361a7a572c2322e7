"""Webhooks of the organisation: who is told, how that goes, and what an administrator can do about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to
from accounts.roles import Right
from audit.errors import NotNow
from supervision.models import Webhook
from supervision.moments import Clock
from supervision.webhooks import acts
from supervision.webhooks.form import WebhookForm
from supervision.webhooks.lines import line, webhooks_of

# what was done, said once above the list; a new secret has a page of its own
DONE = {
    "remove": _("The webhook was removed."),
    "test": _("A test event is on its way. Load this page again in a moment to see how it went."),
    "resume": _("The webhook is tried again, with everything that was kept for it."),
    "renew": "",
}


@open_to(Right.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request):
    """GET lists them; POST adds one and shows its secret, this once."""
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _secret(request, acts.add(request.user.organisation, request.user, **form.cleaned_data))
        except ValidationError as fault:
            form.add_error(None, fault)
    clock = Clock(request.user.organisation)
    context = {"form": form, "webhooks": [line(row, clock) for row in webhooks_of(request.user.organisation)]}
    return render(request, "supervision/webhooks.html", context)


@open_to(Right.MANAGE_PEOPLE)
@require_POST
def act(request, webhook_id, name):
    rows = Webhook.objects.kept().select_related("organisation")
    webhook = get_object_or_404(rows, pk=webhook_id, organisation=request.user.organisation)
    if name not in DONE:
        raise Http404
    try:
        acts.act_on(webhook, name, request.user)
    except NotNow:
        raise Http404
    if name == "renew":
        return _secret(request, webhook)
    messages.success(request, DONE[name])
    return redirect("webhooks")


def _secret(request, webhook):
    return render(request, "supervision/webhook_secret.html", {"webhook": webhook, "is_renewed": webhook.former_secret})
