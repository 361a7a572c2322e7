"""A wording beside what is in force now: what is different, word by word, in one language at a time."""

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from policies.editing.comparing import changes, compare
from policies.editing.document import document_of
from policies.kinds import every_kind
from policies.models import EventType, PolicyVersion
from policies.protocols import protocol_for
from policies.views.editing.finding import title_of, wording_of
from policies.views.editing.words import FIELDS, in_words
from policies.views.protocol import own_first, readable_here


@open_to(Right.OWN_POLICIES, Right.DECIDE)
@require_safe
def comparison(request, wording_id):
    return render(request, "policies/editing/compare.html", compared(request, wording_of(request, wording_id)))


def compared(request, wording) -> dict:
    """What the page needs, also where it is approved."""
    language = _language(request)
    base = base_of(wording)
    before = document_of(base) if base else None
    rows, kinds = compare(before, wording.document, language), _kinds(wording)
    return {
        "wording": wording,
        "title": title_of(wording),
        "base": base,
        "is_other": bool(base and base.policy.slug != wording.slug),
        "shown_language": language,
        "languages": [(code, name, changes(before, wording.document, code)) for code, name in settings.LANGUAGES],
        "rows": [_row(row, kinds) for row in rows if row.is_change],
        "unchanged": sum(1 for row in rows if not row.is_change and row.key),
    }


def base_of(wording) -> PolicyVersion | None:
    """The version in force of this policy; of a new protocol, what guides its first kind of event now."""
    rows = PolicyVersion.objects.in_force().filter(readable_here(wording.organisation), policy__slug=wording.slug)
    own = own_first(rows.select_related("policy")).get(wording.slug)
    kinds = wording.document.get("event_types") or ()
    if own is not None or not kinds:
        return own
    kind = EventType.objects.filter(key__in=kinds).order_by("order").first()
    return protocol_for(kind, wording.organisation) if kind else None


def _kinds(wording) -> dict:
    return {kind.key: kind.label_in() for kind in every_kind(wording.organisation)}


def _row(row, kinds) -> dict:
    return {"row": row, "differences": [_difference(one, kinds) for one in row.differences if _is_shown(row, one)]}


def _is_shown(row, one) -> bool:
    """Of a clause that is there before and after, only what is different."""
    return one.is_change or row.state in ("added", "removed")


def _difference(one, kinds) -> dict:
    said = {"label": FIELDS[one.name], "pieces": one.pieces}
    if one.pieces:
        return said
    pair = {"before": one.before, "after": one.after}
    if one.name == "event_types":
        pair = {when: [kinds.get(key, key) for key in keys or ()] for when, keys in pair.items()}
    return said | {when: in_words(one.name, value) for when, value in pair.items()}


def _language(request) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
