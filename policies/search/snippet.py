"""A piece of a text around what was found, as (text, is found): the page escapes the one and marks the other."""

import re

from policies.search.folding import fold

LENGTH, BEFORE = 160, 40
_WORD = re.compile(r"[^\W_]+(?:[-\u2010'’ʼ‘′][^\W_]+)*")
_JOINER = re.compile(r"[-\u2010'’ʼ‘′]")


def snippet(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """From a little before the first word found; the beginning where none stands in it."""
    text = " ".join(text.split())
    first = next((word.start() for word in _WORD.finditer(text) if _is_found(word[0], words)), 0)
    start = text.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE else 0
    end = start + LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LENGTH // 2)
    piece = marked(text[start:end], words)
    return [("… ", False)] * (start > 0) + piece + [(" …", False)] * (end < len(text))


def marked(text: str, words: list[str]) -> list[tuple[str, bool]]:
    """All of it, cut where what was found begins and ends."""
    pieces, last = [], 0
    for word in _WORD.finditer(text):
        if _is_found(word[0], words):
            pieces += [(text[last : word.start()], False), (word[0], True)]
            last = word.end()
    return [piece for piece in [*pieces, (text[last:], False)] if piece[0]]


def _is_found(word, words) -> bool:
    """As a whole or in one of its parts, by its beginning."""
    forms = [fold(_JOINER.sub("", word)), *(fold(part) for part in _JOINER.split(word))]
    return any(form.startswith(asked) for form in forms for asked in words)
