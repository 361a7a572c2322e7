"""The one search: groups of what holds all words, best first, each with a piece of its text and where it stands."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from policies.builtin import current_language, in_language
from policies.library.words import KINDS
from policies.search.folding import words_of
from policies.search.index import SOURCES, candidates
from policies.search.query import parse
from policies.search.snippet import marked, snippet
from policies.search.sources import strings

MOST_SHOWN = 20
LOOKED_AT, MOST_AT_ONCE = 40, 5_000  # candidates held to what may be seen: first a few, then ever more at once
NAMES = {
    "policies": _("Policies and protocols"),
    "directory": _("Where to turn"),
    "library": _("Library"),
}


@dataclass
class Hit:
    """Something found; pieces of text come as (text, is_found)."""

    title: list
    address: str
    note: str
    lang: str
    pieces: list


@dataclass
class Group:
    name: str
    label: str
    hits: list[Hit]
    is_cut: bool


def find(user, words: str, language: str | None = None) -> list[Group]:
    """In the organisation's own and the built-in texts, as far as they stand for this person now."""
    asked, language = parse(words), language or current_language()
    if not asked:
        return []
    groups = []
    for source in SOURCES:
        rows, is_cut = _seen(source, user, asked)
        if rows:
            hits = [_hit(source.name, row, asked, language) for row in rows]
            groups.append(Group(source.name, str(NAMES[source.name]), hits, is_cut))
    return groups


def _seen(source, user, asked):
    """The best that this person may see, and whether there are more."""
    found = [hit for index in candidates(source, user.organisation_id) for hit in index.found(asked)]
    found.sort(key=lambda hit: -hit[0])
    rows, start, size = [], 0, LOOKED_AT
    while start < len(found) and len(rows) <= MOST_SHOWN:
        keys = [key for _score, key in found[start : start + size]]
        seen = source.seen(user, keys)
        rows += [seen[key] for key in keys if key in seen]
        start, size = start + size, min(size * 4, MOST_AT_ONCE)
    return rows[:MOST_SHOWN], len(rows) > MOST_SHOWN


def _hit(name, row, asked, language) -> Hit:
    titles, texts, address, note = _SHOWN[name](row, language)
    lang, text = _where_found(titles, texts, asked, language)
    return Hit(marked(in_language(titles, lang), asked), address, note, lang, snippet(text, asked))


def _where_found(titles, texts, asked, language):
    """The language in which the words stand: the reader's where they do, else the first one that has them all."""
    order = sorted(texts, key=lambda code: code != language)
    said = {code: " · ".join(filter(None, texts[code])) for code in order}
    for code in order:
        held = f" {' '.join(words_of(titles.get(code, ''), said[code]))} "
        if all(f" {word}" in held for word in asked):
            return code, said[code]
    return order[0], said[order[0]]


def _clause(clause, language):
    version = clause.version
    titles = {code: text.get("title", "") for code, text in clause.texts.items()}
    bodies = {code: _without_title(text) for code, text in clause.texts.items()}
    address = reverse("protocol", args=[version.policy.slug]) + f"#step-{clause.number}"
    return titles, bodies, address, f"{in_language(version.title, language)} · {clause.number}"


def _entry(entry, language):
    held = [entry.phone, entry.address, entry.area, entry.head_name, entry.specialist_name, entry.email]
    told = [entry.what_for, entry.procedure, *entry.documents]
    texts = {code: [*(text.get(code, "") for text in told), *held] for code in entry.name}
    return entry.name, texts, reverse("directory_entry", args=[entry.pk]), entry.phone


def _item(item, language):
    titles = {code: text["title"] for code, text in item.texts.items()}
    texts = {code: _without_title(text) for code, text in item.texts.items()}
    return titles, texts, reverse("library_item", args=[item.key]), str(KINDS[item.kind])


def _without_title(text):
    return list(strings({name: value for name, value in text.items() if name != "title"}))


_SHOWN = {"policies": _clause, "directory": _entry, "library": _item}
