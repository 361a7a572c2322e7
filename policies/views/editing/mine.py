"""Where a policy owner begins: what is in force, what is written, what waits for whom."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from policies.editing import rights
from policies.kinds import kinds_for
from policies.models import Policy, PolicyVersion, VersionDraft
from policies.protocols import protocols_by_kind
from policies.views.editing.finding import title_of
from policies.views.protocol import own_first, readable_here

OPEN = (VersionDraft.Status.DRAFT, VersionDraft.Status.PROPOSED)


@open_to(Right.OWN_POLICIES, Right.DECIDE)
@require_safe
def mine(request):
    user, organisation = request.user, request.user.organisation
    wordings = list(open_wordings(organisation))
    lines = _lines(organisation, wordings)
    context = {
        "waiting": waiting_for(user, wordings),
        "own": [line for line in lines if line["is_own"]],
        "built_in": [line for line in lines if not line["is_own"]],
        "without_own": _without_own(organisation),
        "may_write": user.has_right(Right.OWN_POLICIES),
    }
    return render(request, "policies/editing/mine.html", context)


def waiting_for(user, wordings) -> list[dict]:
    """What this person may approve."""
    proposed = [wording for wording in wordings if wording.status == VersionDraft.Status.PROPOSED]
    return [_wording(wording) for wording in proposed if rights.may(wording, "approve", user)]


def wordings_for_home(user) -> dict:
    """What waits for this person to approve, and what she has still to write; nothing is asked for anybody else."""
    if not {Right.OWN_POLICIES, Right.DECIDE} & user.rights:
        return {}
    wordings = list(open_wordings(user.organisation))
    mine = [row for row in wordings if row.author_id == user.pk and row.status == VersionDraft.Status.DRAFT]
    return {"wordings_to_approve": waiting_for(user, wordings), "wordings_to_write": [_wording(row) for row in mine]}


def open_wordings(organisation):
    rows = VersionDraft.objects.filter(organisation=organisation, status__in=OPEN)
    return rows.select_related("author", "proposed_by").order_by("slug")


def _wording(wording) -> dict:
    return {"wording": wording, "title": title_of(wording), "is_proposed": wording.status == VersionDraft.Status.PROPOSED}


def _lines(organisation, wordings) -> list[dict]:
    """One for each policy: of this organisation's own, whether in force or not, and built-in ones it has not replaced."""
    now = timezone.now()
    rows = PolicyVersion.objects.lasting(now).filter(readable_here(organisation)).select_related("policy", "approved_by")
    in_force = own_first(row for row in rows if row.in_force_from <= now)
    coming = own_first(row for row in rows if row.in_force_from > now)
    written = {wording.slug: _wording(wording) for wording in wordings}
    ended = {policy.slug: policy for policy in Policy.objects.filter(organisation=organisation)}
    names = sorted(in_force.keys() | coming.keys() | written.keys() | ended.keys())
    return [_line(slug, in_force.get(slug), coming.get(slug), written.get(slug), ended.get(slug)) for slug in names]


def _line(slug, version, coming, written, own) -> dict:
    shown = version or coming
    is_own = own is not None or written is not None
    return {
        "slug": slug,
        "title": shown.title_in() if shown else written["title"] if written else slug,
        "kind": shown.policy.kind if shown else written["wording"].kind if written else own.kind,
        "version": version if version and (version.policy.organisation_id or not is_own) else None,
        "replaces": version if version and is_own and not version.policy.organisation_id else None,
        "coming": coming,
        "written": written,
        "is_own": is_own,
        "policy": own,
        "may_retire": bool(own and any(row and row.policy_id == own.pk for row in (version, coming))),
    }


def _without_own(organisation) -> list:
    """B-HU-16: kinds of event that are guided by a built-in protocol."""
    kinds = kinds_for(organisation)
    versions = protocols_by_kind(kinds, organisation)
    return [kind for kind in kinds if versions[kind.key].policy.organisation_id is None]
