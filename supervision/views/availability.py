"""When I usually answer: one's own windows of the week and a note in each language."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.availability import profile_of, usually
from accounts.form_keys import done_once
from accounts.roles import Right
from supervision.forms.availability import AvailabilityForm


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def availability(request):
    profile = profile_of(request.user)
    if profile is None:
        raise Http404
    form = AvailabilityForm(request.POST if request.method == "POST" else None, profile=profile)
    if request.method == "POST" and form.is_valid():
        profile.reply_windows, profile.availability_note = form.windows(), form.notes()
        profile.save(update_fields=["reply_windows", "availability_note"])
        messages.success(request, _("Saved. Whoever waits for your answer sees it."))
        return redirect("availability")
    return render(request, "supervision/availability.html", {"form": form, "shown": usually(request.user)})
