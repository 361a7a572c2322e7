"""One's own page of wishes for whoever answers, and of what those who answer tell of themselves. Nobody else sees either."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.access import open_to
from accounts.roles import Right
from supervision.matching.preferences import AnsweringForm, PreferencesForm

SAVED = _("Saved.")


@open_to(Right.REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request):
    return _page(request, PreferencesForm, "supervision/preferences.html", "preferences")


@open_to(Right.ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def answering(request):
    return _page(request, AnsweringForm, "supervision/answering.html", "answering")


def _page(request, form_class, template, name):
    if getattr(request.user, "profile", None) is None:  # nobody knows her as staff
        raise Http404
    form = form_class(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, SAVED)
        return redirect(name)
    return render(request, template, {"form": form})
