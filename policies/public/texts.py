"""Words of the public page and of the leaflet for clients, in six languages."""

import functools
import json
from pathlib import Path

from policies.builtin import in_language

SOURCE = Path(__file__).resolve().parents[1] / "content" / "public.json"


@functools.cache
def _content() -> dict:
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def on_page(key, language=None) -> str:
    return in_language(_content()["page"][key], language)


def in_leaflet(key, language=None) -> str:
    return in_language(_content()["leaflet"][key], language)


def why(language=None) -> list[str]:
    """Why no private number is given, a paragraph each."""
    return [in_language(text, language) for text in _content()["leaflet"]["why"]]


def contact_kind(kind, language=None) -> str:
    """What the independent contact is; never who."""
    return in_language(_content()["leaflet"]["kinds"][kind], language)
