"""What holds here: protocols in force, numbers to call, kinds of event."""

from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from policies.builtin import content, in_language
from policies.models import DirectoryEntry, EventType, PolicyVersion
from policies.views.protocol import in_reach


@open_to()
@require_safe
def overview(request):
    organisation = request.user.organisation
    versions = PolicyVersion.objects.in_force().filter(in_reach(organisation)).select_related("policy")
    entries = list(DirectoryEntry.objects.offered_to(organisation))
    context = {
        "protocols": versions.prefetch_related("clauses").order_by("policy__slug"),
        "emergency": [entry for entry in entries if entry.kind == DirectoryEntry.Kind.EMERGENCY],
        "channels": [entry for entry in entries if entry.kind != DirectoryEntry.Kind.EMERGENCY],
        "may_print": bool({Right.REPORT, Right.OWN_POLICIES} & request.user.rights),
        "groups": _kinds_by_group(),
    }
    return render(request, "policies/overview.html", context)


def _kinds_by_group() -> list[tuple[str, list[EventType]]]:
    names = {row["key"]: in_language(row) for row in content()["event_groups"]}
    order = list(names)
    kinds = sorted(EventType.objects.filter(active=True), key=lambda kind: (order.index(kind.group), kind.order))
    return [(names[group], list(members)) for group, members in groupby(kinds, key=lambda kind: kind.group)]
