"""The register: what was reported, as an auditor reads it, without names and without a word that was said."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from boundaries.choices import YesNoUnsure
from boundaries.rights import pseudonym
from boundaries.words import kind_in_words
from policies.builtin import label
from supervision import register as records
from supervision.forms.register import RegisterFilter
from supervision.integrity import last_verification
from supervision.moments import Clock


@open_to(Right.REGISTER)
@require_safe
def register(request):
    user = request.user
    form = RegisterFilter(request.GET, organisation=user.organisation)
    rows = records.listed(user, form.narrowed())
    count = records.count(rows)
    found, after = records.page(rows, records.read_place(request.GET.get("after", "")))
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
        "verified": verified,
        "verified_when": clock.full(verified.at) if verified else "",
    }
    return render(request, "supervision/register.html", context)


def _address(words):
    return f"{reverse('register')}?{urlencode(words)}"


def _row(row, clock):
    """Pseudonyms for everybody, whoever reads: the register is a list to lay on a table."""
    concern = row.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE)
    return {
        "url": f"/incidents/{row.reference}/",
        "export": reverse("export", args=[row.reference]),
        "reference": row.reference,
        "when": clock.full(row.submitted_at),
        "kind": kind_in_words(row),
        "team": row.team.name if row.team_id else "",
        "client": row.client.code if row.client_id else "",
        "reporter": pseudonym(row.reporter),
        "status": label("states", row.status),
        "outcome": label("outcomes", row.outcome),
        "safety": _("safety concern") if concern else "",
    }
