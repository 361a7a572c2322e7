"""The wording that an address names: of this organisation, else there is none; and what every page says of it."""

import functools

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from audit.errors import NotNow
from policies.builtin import in_language
from policies.kinds import kinds_for
from policies.models import VersionDraft

RELATED = ("organisation", "author", "proposed_by", "sent_back_by", "approved_by", "policy", "version")


def wording_of(request, wording_id) -> VersionDraft:
    rows = VersionDraft.objects.select_related(*RELATED)
    return get_object_or_404(rows, pk=wording_id, organisation=request.user.organisation)


def for_writing(view):
    """Give the view the wording instead of its id; one that is not written any more leads to its page."""

    @functools.wraps(view)
    def found(request, wording_id, **more):
        wording = wording_of(request, wording_id)
        if wording.status == VersionDraft.Status.DRAFT:
            try:
                return view(request, wording, **more)
            except NotNow:
                pass
        messages.warning(request, _("This wording is not being written any more, so nothing was changed."))
        return redirect("wording", wording.pk)

    return found


def title_of(wording) -> str:
    """In the reader's language, else in English, else the name in its address."""
    return in_language(wording.document.get("title") or {}) or wording.slug


def number_of(wording, key) -> int | None:
    keys = [row["key"] for row in wording.document["clauses"]]
    return keys.index(key) + 1 if key in keys else None


def kind_choices(organisation) -> list[tuple[str, str]]:
    return [(kind.key, kind.label_in()) for kind in kinds_for(organisation)]
