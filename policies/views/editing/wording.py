"""One wording: its clauses in order, what is missing in which language, and what may happen to it next."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from policies.kinds import every_kind
from policies.models import Policy, VersionDraft
from policies.views.editing.finding import title_of, wording_of
from policies.views.editing.forms import ProposeForm
from policies.views.editing.placed import counts, faults_of, placed, title_of_clause
from policies.views.editing.words import ANSWERS, KINDS, MOMENTS

MOST_LISTED = 40
Status = VersionDraft.Status


@open_to(Right.OWN_POLICIES, Right.DECIDE)
@require_safe
def wording(request, wording_id):
    return page(request, wording_of(request, wording_id))


def page(request, found, propose=None, status=200):
    """`propose`: the form as it was sent, with its faults."""
    faults = faults_of(found) if found.status in (Status.DRAFT, Status.PROPOSED) else []
    missing = counts(faults)
    verbs = found.verbs_for(request.user)
    writes = request.user.has_right(Right.OWN_POLICIES) and found.status == Status.DRAFT
    context = {
        "wording": found,
        "title": title_of(found),
        "languages": settings.LANGUAGES,
        "clauses": [_clause(n, row, missing) for n, row in enumerate(found.document["clauses"], start=1)],
        "whole": _cells(0, missing),
        "whole_other": missing.get((0, ""), 0),
        "faults": placed(found, faults[:MOST_LISTED]),
        "more": max(0, len(faults) - MOST_LISTED),
        "kinds": _kind_labels(found),
        "is_protocol": found.kind == Policy.Kind.PROTOCOL,
        "writes": writes,
        "propose": propose or ProposeForm(initial={"take_effect_at": found.take_effect_at}),
        "may_propose": "propose" in verbs,
        "may_withdraw": "withdraw" in verbs,
        "may_decide": "approve" in verbs,
    }
    return render(request, "policies/editing/wording.html", context, status=status)


def _clause(number, row, missing) -> dict:
    facts = (KINDS.get(row["kind"]), MOMENTS.get(row["moment"]), ANSWERS.get(row["answer_kind"]))
    return {
        "number": number,
        "key": row["key"],
        "title": title_of_clause(row),
        "facts": [fact for fact in facts if fact],
        "cells": _cells(number, missing),
        "other": missing.get((number, ""), 0),
    }


def _cells(number, missing) -> list[dict]:
    return [
        {"code": code, "language": name, "missing": missing.get((number, code), 0)} for code, name in settings.LANGUAGES
    ]  # fmt: skip


def _kind_labels(found) -> list[str]:
    wanted = set(found.document.get("event_types") or ())
    return [kind.label_in() for kind in every_kind(found.organisation) if kind.key in wanted] if wanted else []
