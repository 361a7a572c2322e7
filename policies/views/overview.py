"""What holds here: norms and protocols in force, numbers to call, kinds of event."""

from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from policies.builtin import content, in_language
from policies.directory.offering import offered
from policies.kinds import Kind, kinds_for
from policies.models import DirectoryEntry, Policy, PolicyVersion
from policies.views.protocol import WRITERS, own_first, readable_here


@open_to()
@require_safe
def overview(request):
    organisation = request.user.organisation
    versions = PolicyVersion.objects.in_force().filter(readable_here(organisation)).select_related("policy")
    versions = own_first(versions.prefetch_related("clauses")).values()
    entries = offered(organisation)
    context = {
        "norms": [version for version in versions if version.policy.kind == Policy.Kind.NORM],
        "protocols": [version for version in versions if version.policy.kind == Policy.Kind.PROTOCOL],
        "may_write": bool(WRITERS & request.user.rights),
        "may_change_kinds": request.user.has_right(Right.OWN_POLICIES),
        "emergency": [entry for entry in entries if entry.kind == DirectoryEntry.Kind.EMERGENCY],
        "channels": [entry for entry in entries if entry.kind != DirectoryEntry.Kind.EMERGENCY],
        "may_print": bool({Right.REPORT, Right.OWN_POLICIES} & request.user.rights),
        "groups": _kinds_by_group(organisation),
    }
    return render(request, "policies/overview.html", context)


def _kinds_by_group(organisation) -> list[tuple[str, list[Kind]]]:
    names = {row["key"]: in_language(row) for row in content()["event_groups"]}
    order = list(names)
    kinds = sorted(kinds_for(organisation), key=lambda kind: (order.index(kind.group), kind.order))
    return [(names[group], list(members)) for group, members in groupby(kinds, key=lambda kind: kind.group)]
