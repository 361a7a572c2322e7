"""What was in force before: the history of a policy, and each version as it was."""

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import open_to
from policies.builtin import in_language
from policies.models import PolicyVersion
from policies.views.protocol import readable_here, shown

MOST = 200


@open_to()
@require_safe
def versions(request, slug):
    rows = list(_of(request, slug).order_by(F("policy__organisation_id").asc(nulls_last=True), "-number")[:MOST])
    if not rows:
        raise Http404
    now = timezone.now()
    lines = [
        {"version": row, "change_note": in_language(row.change_note), "state": row.state_at(now), "is_own": _is_own(row)}
        for row in rows
    ]
    return render(request, "policies/versions.html", {"slug": slug, "rows": lines, "newest": rows[0]})


@open_to()
@require_safe
def version(request, slug, version_number):
    """As it was; of the organisation's own, or with ?of=builtin of the built-in one."""
    rows = _of(request, slug).filter(number=version_number)
    if request.GET.get("of") == "builtin":
        rows = rows.filter(policy__organisation=None)
    found = get_object_or_404(rows.order_by(F("policy__organisation_id").asc(nulls_last=True))[:1])
    return render(request, "policies/version.html", shown(found) | {"state": found.state_at(timezone.now()), "slug": slug})


def _of(request, slug):
    rows = PolicyVersion.objects.filter(readable_here(request.user.organisation), policy__slug=slug)
    return rows.select_related("policy", "author", "approved_by")


def _is_own(row) -> bool:
    return row.policy.organisation_id is not None

