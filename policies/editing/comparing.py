"""What is different between two wordings of a policy, word by word, in one language."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

TEXTS = ("title", "short", "instruction", "record_prompt", "said")
FACTS = ("kind", "applies", "moment", "answer_kind", "is_documented", "conditions", "related")
HEAD = ("title", "principles", "closing")
# two texts that differ in more words than this stand whole, one after the other: nobody reads them woven together
MOST_WORDS = 800
# nor texts of the same few words again and again: every pair of the same words is looked at many times
MOST_PAIRS = 10_000
WORD = re.compile(r"\s*\w+|\s*[^\w\s]+|\s+")
SAME, OUT, IN = "same", "removed", "added"
UNCHANGED, CHANGED, ADDED, REMOVED = "unchanged", "changed", "added", "removed"


class Piece(NamedTuple):
    """A stretch of text that is the same, removed or added."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One field of a clause. `pieces` for a text; `before`, `after` for anything else."""

    name: str
    pieces: tuple = ()
    before: object = None
    after: object = None

    @property
    def is_change(self) -> bool:
        return not self.pieces or any(kind != SAME for kind, _text in self.pieces)


@dataclass(frozen=True)
class Row:
    """One clause, or with an empty key the wording around them. Numbers are places, None where it is not."""

    key: str
    state: str
    title: str = ""
    is_moved: bool = False
    number_before: int | None = None
    number_after: int | None = None
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        return self.state != UNCHANGED or self.is_moved


def compare(document_a, document_b, language, weave=None) -> list[Row]:
    """From a to b: the wording around the clauses, then each clause of b in order, what left standing where it stood.

    `weave(before, after)` makes the pieces of two texts; by default word by word.
    """
    weave = weave or words
    before, after = _numbered(document_a), _numbered(document_b)
    kept = staying([key for key in before if key in after], list(after))
    rows = [_clause(key, before, after, language, key not in kept, weave) for key in after]
    for key in (key for key in before if key not in after):
        rows.insert(_place_of_removed(key, list(before), rows), _clause(key, before, after, language, False, weave))
    return [_head(document_a, document_b, language, weave), *rows]


def changes(document_a, document_b, language) -> int:
    """How many clauses are different in this language, the wording around them counted as one."""
    return sum(1 for row in compare(document_a, document_b, language, weave=_whole) if row.is_change)


def words(before: str, after: str) -> tuple:
    """Pieces: what to leave out of `before` and to put in so that it becomes `after`."""
    old, new = WORD.findall(before), WORD.findall(after)
    if before == after or len(old) + len(new) > MOST_WORDS or _pairs(old, new) > MOST_PAIRS:
        return _whole(before, after)
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(new[c:d])))
        else:
            pieces += [Piece(OUT, "".join(old[a:b]))] * (b > a) + [Piece(IN, "".join(new[c:d]))] * (d > c)
    return tuple(pieces)


def _pairs(old, new) -> int:
    times = Counter(old)
    return sum(times[word] for word in new)


def _whole(before, after) -> tuple:
    """One text after the other."""
    if before == after:
        return (Piece(SAME, after),) if after else ()
    return tuple(Piece(kind, text) for kind, text in ((OUT, before), (IN, after)) if text)


def _numbered(document) -> dict:
    """{key: (number, clause)} in order."""
    clauses = (document or {}).get("clauses", ())
    return {clause["key"]: (number, clause) for number, clause in enumerate(clauses, start=1)}


def staying(shared, after) -> set:
    """The most clauses that kept their order among each other; the others were moved."""
    places = {key: number for number, key in enumerate(after)}
    ends, chains = [], []
    for key in shared:
        at = bisect_left(ends, places[key])
        chain = [*(chains[at - 1] if at else ()), key]
        ends[at : at + 1], chains[at : at + 1] = [places[key]], [chain]
    return set(chains[-1]) if chains else set()


def _place_of_removed(key, order, rows) -> int:
    """Behind the nearest clause that stood before it and is still listed."""
    listed = {row.key: place for place, row in enumerate(rows)}
    for earlier in reversed(order[: order.index(key)]):
        if earlier in listed:
            return listed[earlier] + 1
    return 0


def _head(document_a, document_b, language, weave) -> Row:
    pairs = {name: [(document or {}).get(name) or {} for document in (document_a, document_b)] for name in HEAD}
    found = [_text(name, a.get(language), b.get(language), weave) for name, (a, b) in pairs.items()]
    facts = [_fact(name, document_a or {}, document_b) for name in ("event_types", "audience")]
    differences = [row for row in [*found, *facts] if row]
    return Row("", _state(differences), differences=differences)


def _clause(key, before, after, language, is_moved, weave) -> Row:
    (number_before, a), (number_after, b) = before.get(key, (None, None)), after.get(key, (None, None))
    texts = [_said((clause or {}).get("texts", {}).get(language)) for clause in (a, b)]
    title = texts[1].get("title") or texts[0].get("title") or key
    found = [_text(name, texts[0].get(name), texts[1].get(name), weave) for name in TEXTS]
    facts = [_fact(name, a, b) for name in FACTS] if a and b else []
    differences = [row for row in [*found, *facts] if row]
    state = ADDED if a is None else REMOVED if b is None else _state(differences)
    return Row(key, state, title, is_moved and bool(a and b), number_before, number_after, differences)


def _said(texts) -> dict:
    """The texts of a clause, the sentences to say as lines."""
    texts = dict(texts or {})
    return texts | {"said": "\n".join(texts.get("said") or ())}


def _text(name, before, after, weave) -> Difference | None:
    pieces = weave(before or "", after or "")
    return Difference(name, pieces) if pieces else None


def _fact(name, a, b) -> Difference | None:
    before, after = a.get(name), b.get(name)
    return None if (before or None) == (after or None) else Difference(name, before=before, after=after)


def _state(differences) -> str:
    return CHANGED if any(row.is_change for row in differences) else UNCHANGED
