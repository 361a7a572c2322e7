"""One policy to read in the reader's language: a protocol step by step, a norm as what people are entitled to."""

import re

from django.db.models import F, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from policies.builtin import in_language
from policies.models import Clause, Policy, PolicyVersion

BLANK = re.compile(r"\{\w+\}")
WRITERS = frozenset({Right.OWN_POLICIES, Right.DECIDE})


def readable_here(organisation) -> Q:
    """Policies of this organisation and the built-in ones."""
    return Q(policy__organisation=organisation) | Q(policy__organisation=None)


def in_reach(organisation) -> Q:
    """Of these, protocols."""
    return readable_here(organisation) & Q(policy__kind=Policy.Kind.PROTOCOL)


@open_to()
@require_safe
def protocol(request, slug):
    """The organisation's own policy under this name, else the built-in one."""
    organisation = request.user.organisation
    versions = PolicyVersion.objects.in_force().filter(readable_here(organisation), policy__slug=slug)
    versions = versions.select_related("policy", "approved_by", "author")
    version = get_object_or_404(versions.order_by(F("policy__organisation_id").asc(nulls_last=True))[:1])
    context = shown(version) | {"see_also": see_also(version, organisation)}
    return render(request, f"policies/{version.policy.kind}.html", context | {"may_write": bool(WRITERS & request.user.rights)})


def shown(version) -> dict:
    """A version as its page needs it, whenever it was in force."""
    clauses = list(version.clauses.all())
    steps = [readable(clause) | {"related": _clauses_named(clause, clauses)} for clause in clauses]
    return {
        "version": version,
        "steps": steps,
        "entitlements": [row | {"conditions": _conditions_of(row, steps)} for row in steps if row["kind"] == "entitlement"],
        "conditions": [row for row in steps if row["kind"] == "condition"],
        "norm_principles": [row for row in steps if row["kind"] == "principle"],
        "principles": in_language(version.principles),
        "change_note": in_language(version.change_note),
    }


def readable(clause) -> dict:
    """The step's texts; where a sentence to say has a name to fill in, a gap is shown."""
    text = clause.text() or {}
    said = [BLANK.sub("…", sentence) for sentence in text.get("said", ())]
    facts = {"number": clause.number, "moment": clause.moment, "kind": clause.kind, "key": clause.key, "pk": clause.pk}
    return text | facts | {"said": said, "condition_keys": clause.conditions}


def _conditions_of(row, steps):
    return [step for step in steps if step["key"] in row["condition_keys"]]


def _clauses_named(clause, clauses) -> list[dict]:
    """UK.15: clauses of the same version that this one names, and those that name this one."""
    others = (one for one in clauses if one.key in clause.related or clause.key in one.related)
    return [{"number": one.number, "title": (one.text() or {}).get("title", one.key)} for one in others if one is not clause]


def see_also(version, organisation) -> list[PolicyVersion]:
    """Policies in force that this one names, and those that name this one."""
    slug = version.policy.slug
    rows = Clause.objects.filter(version__in=PolicyVersion.objects.in_force().filter(readable_here(organisation)))
    named = rows.exclude(related=[]).values_list("version__policy__slug", "related")
    linked = {one for where, related in named if where == slug for one in related}
    linked |= {where for where, related in named if slug in related}
    versions = PolicyVersion.objects.in_force().filter(readable_here(organisation), policy__slug__in=linked - {slug})
    return list(own_first(versions.select_related("policy")).values())


def own_first(versions) -> dict[str, PolicyVersion]:
    """By name, in the order of names; an organisation's own one stands in the place of the built-in one."""
    rows = sorted(versions, key=lambda version: (version.policy.slug, version.policy.organisation_id is not None))
    return {version.policy.slug: version for version in rows}
