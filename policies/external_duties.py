"""Notices to somebody outside that may be due by law, per country: data, with where it comes from. Nothing is sent by it."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from policies.builtin import in_language

SOURCE = Path(__file__).parent / "content" / "external_duties.json"
# how far a line may be trusted
KNOWN = {"seen": _("seen in the source"), "verify": _("general knowledge: verify")}


@dataclass(frozen=True)
class Duty:
    """One line of the list; `hours` only where the source gives a number."""

    key: str
    countries: tuple[str, ...]
    known: str
    source: str
    hours: int | None
    texts: dict

    def told(self, name, language=None) -> str:
        """`title`, `what`, `who`, `to` or `when` in this language."""
        return in_language(self.texts[name], language)


@functools.cache
def _content() -> dict:
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def edition() -> str:
    return _content()["edition"]


def remark(language=None) -> str:
    return in_language(_content()["remark"], language)


@functools.cache
def _duties() -> dict[str, Duty]:
    return {row["key"]: _duty(row) for row in _content()["duties"]}


def _duty(row) -> Duty:
    texts = {name: row[name] for name in ("title", "what", "who", "to", "when")}
    return Duty(row["key"], tuple(row["countries"]), row["known"], row["source"], row["hours"], texts)


def duties_for(country) -> list[Duty]:
    return [duty for duty in _duties().values() if country in duty.countries]


def title_of(key, language=None) -> str:
    """Also of a duty that a later edition has dropped: then by its key."""
    duty = _duties().get(key)
    return duty.told("title", language) if duty else key
