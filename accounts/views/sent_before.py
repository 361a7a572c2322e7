"""After signing in again: what was sent before it, to be sent by one more tap."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import kept_form
from accounts.access import open_to


@open_to(is_key=True)
@require_safe
def sent_before(request):
    kept = kept_form.kept(request)
    return render(request, "accounts/sent_before.html", kept) if kept else redirect("/")
