"""What is searched, folded and held in this process: the built-in rows once, and those of each organisation asked of.

Before every search the database says in a few numbers whether anything has changed, so that several processes agree;
what changed, and only that, is read again. What is found is a candidate: sources.seen() decides who may see it.
"""

import threading
from collections import OrderedDict

from policies.search.folding import words_of
from policies.search.sources import SOURCES

MOST_HELD = 32  # organisations
AT_ONCE = 500
NAMED, EXACT = 4, 2


class Row:
    """The folded words of one row, a space before and behind each: names of it, and all of it."""

    __slots__ = ("mark", "names", "words")

    def __init__(self, mark, texts):
        names = [text for texts_of in texts.names.values() for text in texts_of]
        bodies = [text for texts_of in texts.bodies.values() for text in texts_of]
        self.mark, self.names, self.words = mark, _stored(words_of(*names)), _stored(words_of(*names, *bodies))

    def score(self, words) -> int:
        """0 unless it holds all of them; a word in the name and a whole word are worth more."""
        total = 0
        for word in words:
            beginning, whole = f" {word}", f" {word} "
            if beginning not in self.words:
                return 0
            total += 1 + NAMED * (beginning in self.names) + EXACT * (whole in self.names) + (whole in self.words)
        return total


def _stored(words) -> str:
    return f" {' '.join(words)} "


class Index:
    """Rows of one source that belong to one organisation, or to none."""

    def __init__(self, source, owner):
        self.source, self.owner = source, owner
        self.stamp, self.rows, self.lock = None, {}, threading.Lock()

    def found(self, words) -> list[tuple[int, object]]:
        """(score, key) of what holds all words, best first."""
        self._follow()
        scored = ((row.score(words), key) for key, row in self.rows.items())
        return sorted((hit for hit in scored if hit[0]), key=lambda hit: -hit[0])

    def _follow(self):
        # read before the rows: what changes in between is found to have changed the next time
        stamp = self.source.stamp(self.owner)
        with self.lock:
            if stamp != self.stamp:
                marks = self.source.marks(self.owner)
                rows = {key: row for key, row in self.rows.items() if marks.get(key) == row.mark}
                missing = [key for key in marks if key not in rows]
                for start in range(0, len(missing), AT_ONCE):
                    for key, texts in self.source.texts(missing[start : start + AT_ONCE]):
                        rows[key] = Row(marks[key], texts)
                self.rows, self.stamp = rows, stamp


_held: OrderedDict = OrderedDict()
_lock = threading.Lock()


def index_of(source, owner) -> Index:
    """The one this process holds; those of organisations that were not asked of for long give way."""
    with _lock:
        held = _held.setdefault(owner, {})
        _held.move_to_end(owner)
        while len(_held) > MOST_HELD:
            _held.popitem(last=False)
        if source.name not in held:
            held[source.name] = Index(source, owner)
        return held[source.name]


def forget() -> None:
    """For tests, in which databases come and go."""
    with _lock:
        _held.clear()


def candidates(source, organisation) -> tuple[Index, Index]:
    return index_of(source, organisation), index_of(source, None)


__all__ = ["SOURCES", "candidates", "forget"]
