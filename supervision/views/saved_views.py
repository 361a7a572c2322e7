"""One's own views of the register: saved, opened by one tap, deleted. Nobody else's exist here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import open_to
from accounts.roles import Right
from supervision.forms.saved_view import SavedViewForm
from supervision.models import SavedView
from supervision.saved_views import opened, save
from supervision.views.register import forms_of, register_page


@open_to(Right.REGISTER)
@require_POST
def save_view(request):
    saving = SavedViewForm(request.POST)
    form, columns = forms_of(request, QueryDict(saving.data.get("query", "")[:2_000]))
    if saving.is_valid() and form.is_valid() and columns.is_valid():
        try:
            name = saving.cleaned_data["name"]
            was_there = save(request.user, name, form, columns)
            said = _("The view “%(name)s” was replaced.") if was_there else _("The view “%(name)s” was saved.")
            messages.success(request, said % {"name": name})
            return redirect(f"{reverse('register')}?{urlencode(form.chosen | columns.chosen)}")
        except ValidationError as fault:
            saving.add_error(None, fault)
    return register_page(request, form, columns, saving=saving)


@open_to(Right.REGISTER)
@require_safe
def saved_view(request, view_id):
    """Its filters and columns; what is no longer offered is left out, and that is said."""
    view = _own(request, view_id)
    chosen, gone = opened(view, request.user.organisation)
    if gone:
        words = {"name": view.name, "what": ", ".join(gone)}
        messages.warning(request, _("“%(name)s” held something that is no longer offered, and shows more now: %(what)s") % words)
    return redirect(f"{reverse('register')}?{urlencode(chosen)}")


@open_to(Right.REGISTER)
@require_POST
def delete_saved_view(request, view_id):
    view = _own(request, view_id)
    view.delete()
    messages.success(request, _("The view “%(name)s” was deleted.") % {"name": view.name})
    return redirect("register")


def _own(request, view_id):
    return get_object_or_404(SavedView, pk=view_id, user=request.user)
