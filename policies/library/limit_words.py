"""Words that touch a limit of a written answer (CS.4, B-CS-09): found in a text, kept with the limit, one a line.

A star at the end of a word takes whatever follows: `guarantee*` is guaranteed, too. Case and accents make no difference.
"""

import functools
import re
from dataclasses import dataclass

from policies.library.shelf import on_shelf
from policies.models import LibraryItem
from policies.search.folding import fold

MOST_LINES, LONGEST_LINE = 60, 80
_STARRED = re.compile(r"^[^*]*[^\W\d_]{2}[^*]*\*?$")


@dataclass(frozen=True)
class Touched:
    """A limit, and the words of a text that touch it."""

    item: LibraryItem
    words: str


def touched(user, language, text) -> list[Touched]:
    """One for each limit, with the first of its words as they stand in the text; the organisation’s own lists first."""
    folded, found = fold(text), []
    for item in (
        on_shelf(user).filter(kind=LibraryItem.Kind.LIMIT, scope=LibraryItem.Scope.PUBLISHED).order_by("source", "key")
    ):
        if hit := _first(item.texts.get(language, {}).get("words", ""), folded):
            found.append(Touched(item, hit))
    return found


def _first(words, folded) -> str:
    pattern = _pattern(words) if words else None
    hit = pattern.search(folded) if pattern else None
    return " ".join(hit.group().split()) if hit else ""


@functools.lru_cache(maxsize=256)
def _pattern(words):
    lines = [_of_line(line) for line in words.splitlines() if line.strip(" *")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(lines)})(?!\w)") if lines else None


def _of_line(line):
    words = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in fold(line).split()]
    return r"\s+".join(words)


def tidy(words) -> str:
    """Each once, without empty lines."""
    lines = (" ".join(line.split()) for line in words.splitlines())
    return "\n".join(dict.fromkeys(line for line in lines if line))


def faulty(words) -> str:
    """The first line that cannot be looked for, or ""."""
    lines = words.splitlines()
    found = next(
        (line for line in lines if len(line) > LONGEST_LINE or not all(_is_word(part) for part in line.split())), ""
    )
    return found or (lines[MOST_LINES] if len(lines) > MOST_LINES else "")


def _is_word(part) -> bool:
    """A star alone, or after a letter or two, would touch everything."""
    return "*" not in part.rstrip("*") and (not part.endswith("*") or bool(_STARRED.match(part)))
