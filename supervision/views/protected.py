"""Recording why somebody's shifts, clients or team are changed, and the list of it for auditor and leads."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import places
from accounts.access import open_to
from accounts.form_keys import done_once
from accounts.models import User
from accounts.roles import Right
from supervision.moments import Clock
from supervision.protected import lines
from supervision.protected.acts import give_reason
from supervision.protected.forms import ChangeForm


@open_to(Right.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def record_change(request, person_id):
    """The page and its answer are the same for everybody, protected or not: it must not tell who has reported."""
    people = User.objects.select_related("organisation").filter(organisation_id=request.user.organisation_id)
    person = get_object_or_404(people, pk=person_id)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_recorded(request, person, form):
        messages.success(request, _("Thank you. Where the time after a report protects somebody, the auditor sees this reason."))
        return redirect("protected_change", person.pk)
    return render(request, "supervision/protected_change.html", {"about": person, "form": form})


def _is_recorded(request, person, form) -> bool:
    try:
        with transaction.atomic():
            give_reason(person, by=request.user, **form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return False
    return True


@open_to(Right.REGISTER)
@require_safe
def changes(request):
    found, after = lines.page(request.user, places.read(request.GET.get("after", "")), Clock(request.user.organisation))
    address = reverse("protected_changes")
    context = {
        "rows": found,
        "may_read": lines.may_read(request.user),
        "first": address if "after" in request.GET else "",
        "next": f"{address}?{urlencode({'after': after})}" if after else "",
        "colleagues": _colleagues(request.user) if request.user.has_right(Right.DECIDE) else (),
    }
    return render(request, "supervision/protected_changes.html", context)


def _colleagues(user):
    return User.objects.filter(organisation_id=user.organisation_id, is_active=True).order_by("given_name", "family_name")
