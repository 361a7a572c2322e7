"""The built-in content that ships with Doorstep: labels and texts in six languages, read once per process."""

import functools
import json
from pathlib import Path

from django.utils.translation import get_language, get_language_info

SOURCE = Path(__file__).parent / "content" / "builtin.json"


@functools.cache
def content() -> dict:
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def current_language() -> str:
    return (get_language() or "en")[:2]


def in_language(texts: dict, language: str | None = None) -> str:
    """The text in this language, else in English: content is published complete, people are never left blank."""
    return texts.get(language or current_language()) or texts.get("en", "")


@functools.cache
def _labels(kind: str) -> dict[str, dict]:
    return {row["key"]: row for row in content()["labels"][kind]}


def label(kind: str, key: str, language: str | None = None) -> str:
    """The word for a choice, e.g. label("outcomes", "referred"). An unknown key is a programming error."""
    return in_language(_labels(kind)[key], language) if key else ""


def choices(kind: str, language: str | None = None) -> list[tuple[str, str]]:
    return [(key, in_language(row, language)) for key, row in _labels(kind).items()]


def keys(kind: str) -> tuple[str, ...]:
    return tuple(_labels(kind))


@functools.cache
def _texts() -> dict[str, dict]:
    return {row["key"]: row["texts"] for row in content()["texts"]}


def prepared_text(key: str, language: str | None = None, **values) -> str:
    """A built-in text with its placeholders filled; a missing value is a programming error (KeyError)."""
    return in_language(_texts()[key], language).format(**values)


def own_name(code) -> str:
    """A language in its own words, for whoever looks for it."""
    try:
        return get_language_info(str(code))["name_local"]
    except KeyError:
        return str(code)
