"""The sentence to say instead of "that is not ours" (UK.9): whole where a part is missing, in six languages."""

import functools
import json
from pathlib import Path

from accounts.plain_text import is_blank

SOURCE = Path(__file__).parents[1] / "content" / "referral.json"
# what ends a sentence by itself: no full stop after it
ENDS = ("!", "?", "…")


@functools.cache
def words() -> dict:
    """By language: the clauses of the sentence, the words of the card, and the wrong form beside it."""
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def phrase(snapshot, language) -> str:
    """The whole sentence. `snapshot`: the place as boundaries/referrals/snapshot.py keeps it."""
    clauses, values = words()[language]["phrase"], _values(snapshot, language)
    return " ".join(_said(clauses[name], values) for name in _order(snapshot, values))


def wrong_form(language) -> str:
    return words()[language]["wrong"]


def given_in(texts, language) -> str:
    """This language, else English, else any: a place that is known in one language only still has a name."""
    texts = texts if isinstance(texts, dict) else {}
    found = (texts.get(code) for code in (language, "en", *texts))
    return next((text for text in found if isinstance(text, str) and not is_blank(text)), "")


def _order(snapshot, values):
    """The clauses that have something to say."""
    yield from (name for name in ("to", "address", "phone", "opening_hours") if values.get("name" if name == "to" else name))
    if values["specialist"]:
        yield "specialist_with_phone" if values["specialist_phone"] else "specialist"
    if snapshot.get("appointment") in ("required", "by_phone", "online"):
        yield snapshot["appointment"]
    yield from (name for name in ("procedure", "documents") if values[name])


def _values(snapshot, language) -> dict:
    plain = ("address", "phone", "specialist_name", "specialist_phone")
    found = {name: snapshot.get(name, "") for name in plain}
    found |= {name: given_in(snapshot.get(name), language) for name in ("name", "opening_hours", "procedure")}
    documents = (given_in(text, language) for text in snapshot.get("documents", ()))
    found["specialist"] = found.pop("specialist_name")
    values = {name: _one_line(text) for name, text in found.items()}
    return values | {"documents": ", ".join(filter(None, map(_one_line, documents)))}


def _one_line(text) -> str:
    """Without the full stop that the clause brings itself; nothing where nothing can be seen."""
    lines = (" ".join(line.split()).strip(" ,;") for line in str(text).splitlines())
    text = ", ".join(line for line in lines if not is_blank(line)).rstrip(" .:,;")
    return text.replace("., ", ". ")


def _said(clause, values) -> str:
    said = clause.format(**values)
    return said[:-1] if said[:-1].endswith(ENDS) else said
