"""The register: what was reported, as an auditor reads it, without names and without a word that was said."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import places
from accounts.access import open_to
from accounts.roles import Right
from supervision import register as records
from supervision.forms.register import RegisterFilter
from supervision.forms.register_columns import FORM, ColumnsForm
from supervision.forms.saved_view import SavedViewForm
from supervision.integrity import last_verification
from supervision.mandates.lines import standing
from supervision.moments import Clock
from supervision.register_file import register_file
from supervision.register_rows import in_words
from supervision.register_sheet import register_sheet
from supervision.saved_views import as_address, views_of


@open_to(Right.REGISTER)
@require_safe
def register(request):
    return register_page(request, *forms_of(request, request.GET), after=request.GET.get("after", ""))


def forms_of(request, query) -> tuple[RegisterFilter, ColumnsForm]:
    return RegisterFilter(query, organisation=request.user.organisation), ColumnsForm(query)


def register_page(request, form, columns, *, after="", saving=None):
    user = request.user
    rows = records.listed(user, form.narrowed())
    count = records.count(rows)
    found, following = records.page(rows, places.read(after))
    clock = Clock(user.organisation)
    verified = last_verification(user.organisation)
    words = ngettext("%(count)s record", "%(count)s records", count)
    chosen = form.chosen | columns.chosen
    context = {
        "form": form,
        "form_id": FORM,
        "columns": columns,
        "shown": set(columns.shown),
        "filter_words": form.in_words(),
        "count": words % {"count": f"{records.CAP}+" if count > records.CAP else count},
        "rows": [_row(row, clock) for row in found],
        "first": _address(chosen) if after else "",
        "next": _address(chosen | {"after": following}) if following else "",
        "table": _address(chosen, "register_csv"),
        "sheet": _address(chosen, "register_xlsx"),
        "views": _views(user, chosen),
        "saving": saving or SavedViewForm(initial={"query": urlencode(chosen)}),
        "may_save": form.is_valid() and columns.is_valid(),
        "mandates": standing(user),
        "verified": verified,
        "verified_when": clock.full(verified.at) if verified else "",
    }
    return render(request, "supervision/register.html", context)


@open_to(Right.REGISTER)
@require_safe
def register_csv(request):
    """All of what the filter leaves, as a table; with a filter that makes no sense, the page says so."""
    return _taken(request, register_file)


@open_to(Right.REGISTER)
@require_safe
def register_xlsx(request):
    return _taken(request, register_sheet)


def _taken(request, made):
    form, columns = forms_of(request, request.GET)
    page = f"{reverse('register')}?{request.GET.urlencode()}"
    if not (form.is_valid() and columns.is_valid()):
        return redirect(page)
    try:
        return made(request.user, form.narrowed(), form.on_record, columns.shown)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect(page)


def _views(user, chosen):
    """One's own saved views, each as a link, with a mark at the one that is open."""
    rows = []
    for view in views_of(user):
        url, delete = (reverse(name, args=[view.pk]) for name in ("saved_view", "delete_saved_view"))
        rows.append({"name": view.name, "url": url, "delete": delete, "is_here": as_address(view.query) == chosen})
    return rows


def _address(words, name="register"):
    return f"{reverse(name)}?{urlencode(words)}"


def _row(row, clock):
    addresses = {"url": f"/incidents/{row.reference}/", "export": reverse("export", args=[row.reference])}
    return addresses | in_words(row, clock)
