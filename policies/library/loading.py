"""Bringing the built-in texts onto the shelf: idempotent, and a changed text becomes a new version."""

import functools
import json
from pathlib import Path

from django.utils import timezone

from policies.builtin import content
from policies.models import LibraryItem

SOURCE = Path(__file__).parent.parent / "content" / "library.json"
COMPARED = ("kind", "topic", "part", "step_keys", "contact_types", "event_types", "texts", "related", "source")


@functools.cache
def built_in() -> list[dict]:
    """Every built-in text with the fields of its row; what stands in builtin.json already is taken from there."""
    rows = json.loads(SOURCE.read_text(encoding="utf-8"))
    return [_whole(row) for row in rows]


def _whole(row) -> dict:
    fields = {"part": "", "step_keys": [], "contact_types": [], "event_types": [], "related": []} | row
    taken = fields.pop("taken", None)
    texts = {language: text | _taken(taken, language) for language, text in row["texts"].items()}
    return fields | {"texts": {language: {"body": ""} | text for language, text in texts.items()}}


def _taken(taken, language) -> dict:
    if not taken:
        return {}
    if taken["from"] == "texts":
        return {"body": _texts()[taken["key"]][language]}
    said = next(row for row in content()[taken["from"]] if row["rule"] == taken["rule"])[language]
    return {"title": said[0].upper() + said[1:]}


@functools.cache
def _texts():
    return {row["key"]: row["texts"] for row in content()["texts"]}


def load_items(first_edition) -> int:
    """Called with the other content. What is no longer built in leaves the shelf and stays readable."""
    now = timezone.now()
    standing = {item.key: item for item in LibraryItem.objects.filter(organisation=None, retired_at=None)}
    for row in built_in():
        current = standing.pop(row["key"], None)
        if current is None or any(getattr(current, name) != row[name] for name in COMPARED):
            _publish(row, current, now if current else min(now, first_edition), now)
    for gone in standing.values():
        _retire(gone, now)
    return len(built_in())


def _publish(row, current, published_at, now):
    if current:
        _retire(current, now)
    last = LibraryItem.objects.filter(organisation=None, key=row["key"]).order_by("-version").first()
    LibraryItem.objects.create(
        version=last.version + 1 if last else 1,
        scope=LibraryItem.Scope.PUBLISHED,
        published_at=published_at if last is None else now,
        touched_at=now,
        **{name: row[name] for name in ("key", *COMPARED)},
    )


def _retire(item, now):
    item.retired_at = item.touched_at = now
    item.save(update_fields=["retired_at", "touched_at"])
