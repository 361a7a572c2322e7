"""The register: what was reported, as an auditor reads it, without names and without a word that was said."""

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
from supervision.integrity import last_verification
from supervision.moments import Clock
from supervision.register_file import register_file
from supervision.register_rows import in_words


@open_to(Right.REGISTER)
@require_safe
def register(request):
    user = request.user
    form = RegisterFilter(request.GET, organisation=user.organisation)
    rows = records.listed(user, form.narrowed())
    count = records.count(rows)
    found, after = records.page(rows, places.read(request.GET.get("after", "")))
    clock = Clock(user.organisation)
    verified = last_verification(user.organisation)
    words = ngettext("%(count)s record", "%(count)s records", count)
    context = {
        "form": form,
        "filter_words": form.in_words(),
        "count": words % {"count": f"{records.CAP}+" if count > records.CAP else count},
        "rows": [_row(row, clock) for row in found],
        "first": _address(form.chosen) if "after" in request.GET else "",
        "next": _address(form.chosen | {"after": after}) if after else "",
        "table": _address(form.chosen, "register_csv"),
        "verified": verified,
        "verified_when": clock.full(verified.at) if verified else "",
    }
    return render(request, "supervision/register.html", context)


@open_to(Right.REGISTER)
@require_safe
def register_csv(request):
    """All of what the filter leaves, as a table; with a filter that makes no sense, the page says so."""
    form = RegisterFilter(request.GET, organisation=request.user.organisation)
    if not form.is_valid():
        return redirect(f"{reverse('register')}?{request.GET.urlencode()}")
    return register_file(request.user, form.narrowed(), form.on_record)


def _address(words, name="register"):
    return f"{reverse(name)}?{urlencode(words)}"


def _row(row, clock):
    addresses = {"url": f"/incidents/{row.reference}/", "export": reverse("export", args=[row.reference])}
    return addresses | in_words(row, clock)
