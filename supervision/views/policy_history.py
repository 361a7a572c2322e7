"""The history of policies: every version with who made it, what changed and who has read it, as a list and as a table."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import places
from accounts.access import open_to
from accounts.roles import Right
from supervision.gifts.files import spreadsheet
from supervision.moments import Clock
from supervision.policy_history import history
from supervision.policy_history.file import POLICIES
from supervision.policy_history.filters import PolicyFilter
from supervision.policy_history.lines import line
from supervision.register import CAP
from supervision.register import count as count_of


@open_to(Right.REGISTER)
@require_safe
def policies(request):
    user, form = request.user, PolicyFilter(request.GET, organisation=request.user.organisation)
    narrowed, clock = form.narrowed(), Clock(user.organisation)
    count = count_of(history.listed(user, narrowed))
    found, after = history.page(user, narrowed, places.read(request.GET.get("after", "")))
    words = ngettext("%(count)s version", "%(count)s versions", count)
    context = {
        "form": form,
        "filter_words": form.in_words(),
        "count": words % {"count": f"{CAP}+" if count > CAP else count},
        "rows": [line(row, user, clock) | {"url": _page_of(row)} for row in found],
        "first": _address(form.chosen) if "after" in request.GET else "",
        "next": _address(form.chosen | {"after": after}) if after else "",
        "files": [("csv", _address(form.chosen, "policy_history_csv"))],
    }
    return render(request, "supervision/policy_history.html", context)


@open_to(Right.REGISTER)
@require_safe
def policies_csv(request):
    """With a filter that makes no sense, the page says so."""
    form = PolicyFilter(request.GET, organisation=request.user.organisation)
    if not form.is_valid():
        return redirect(f"{reverse('policy_history')}?{request.GET.urlencode()}")
    return spreadsheet(POLICIES, request.user, form)


def _page_of(row) -> str:
    """The wording as it was."""
    of = "" if row.policy.organisation_id else "?of=builtin"
    return reverse("policy_version", args=[row.policy.slug, row.number]) + of


def _address(words, name="policy_history"):
    return f"{reverse(name)}?{urlencode(words)}"
