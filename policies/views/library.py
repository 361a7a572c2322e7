"""The shelf to look through, and one text with all its languages, its version and what belongs to it."""

from itertools import groupby

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to
from accounts.roles import Right
from policies.builtin import current_language
from policies.library import own
from policies.library.shelf import OWN_FIRST, on_shelf, the_item
from policies.library.words import KINDS, PARTS, SCOPES, topic
from policies.models import LibraryItem

LANGUAGES = dict(settings.LANGUAGES)
# a shelf that grew very long is searched rather than read
MOST_SHOWN = 300
LISTED = ("id", "organisation_id", "key", "kind", "topic", "scope", "texts", "part", "step_keys")


@open_to()
@require_safe
def library(request):
    language, kind = asked_language(request), request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    rows = on_shelf(request.user).filter(kind=kind) if kind else on_shelf(request.user)
    items = list(rows.only(*LISTED).order_by(OWN_FIRST, "-id")[:MOST_SHOWN])
    if step := request.GET.get("step", ""):
        items = [item for item in items if step in item.step_keys]
    context = {
        "groups": _by_kind(items, language),
        "kinds": KINDS,
        "kind": kind,
        "languages": LANGUAGES,
        "language": language,
        "is_cut": len(items) == MOST_SHOWN,
        "may_keep": own.may_keep(request.user),
    }
    return render(request, "policies/library/shelf.html", context)


def asked_language(request) -> str:
    """The one in the address where it is one of ours, else the reader's."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else current_language()


def _by_kind(items, language) -> list[dict]:
    order = list(KINDS)
    lines = [line(item, language) for item in items]
    lines.sort(key=lambda row: (order.index(row["kind"]), row["topic"], not row["is_own"], row["title"].casefold()))
    return [
        {"kind": kind, "label": KINDS[kind], "lines": list(rows)} for kind, rows in groupby(lines, lambda row: row["kind"])
    ]


def line(item, language) -> dict:
    """One text in a list."""
    return {
        "key": item.key,
        "kind": item.kind,
        "title": item.title_in(language),
        "lang": item.language_shown(language),
        "topic": topic(item.topic),
        "is_own": not item.is_built_in,
        "scope": "" if item.scope == LibraryItem.Scope.PUBLISHED else SCOPES[item.scope],
    }


@open_to()
@require_safe
def item(request, item_key):
    row = the_item(request.user, item_key, _version(request))
    if row is None:
        raise Http404
    language = asked_language(request)
    shown = row.language_shown(language)
    others = [{"lang": code, "name": LANGUAGES[code], "text": row.texts[code]} for code in LANGUAGES if code in row.texts]
    context = {
        "item": row,
        "kind": KINDS[row.kind],
        "topic": topic(row.topic),
        "part": PARTS.get(row.part, ""),
        "scope": SCOPES[row.scope],
        "text": row.text(language),
        "lang": shown,
        "others": [other for other in others if other["lang"] != shown],
        "related": related(request.user, row, language),
        "newer": row.retired_at and the_item(request.user, item_key),
        "is_mine": row.scope != LibraryItem.Scope.PUBLISHED and row.owner_id == request.user.pk,
        "may_write": own.may_keep(request.user) and own.may_write(request.user, row),
        "may_publish": request.user.has_right(Right.OWN_POLICIES) and own.may_write(request.user, row),
    }
    return render(request, "policies/library/item.html", context)


def _version(request) -> int | None:
    asked = request.GET.get("version", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else None


def related(user, row, language) -> list[dict]:
    """UK.15: what it points to and what points to it."""
    shelf = on_shelf(user).filter(scope=LibraryItem.Scope.PUBLISHED).exclude(key=row.key)
    keys = shelf.values_list("key", "related")
    wanted = {key for key, points_to in keys if key in row.related or row.key in points_to}
    found = shelf.filter(key__in=wanted).only(*LISTED)
    return sorted((line(other, language) for other in found), key=lambda other: other["title"].casefold())
