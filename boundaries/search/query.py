"""What somebody typed, as words to look for: each also as a beginning, in quotes exactly; anything is just words."""

import re
from dataclasses import dataclass

from audit.ids import REFERENCE_ALPHABET
from policies.search.folding import SHORTEST, compounds, fold

MOST_WORDS = 12
MOST_LETTERS = 1_000
_QUOTED = re.compile(r'["„“”«»]')
_SYMBOLS = f"[{REFERENCE_ALPHABET.lower()}]"
_REFERENCE = re.compile(rf"(?:ds-?)?({_SYMBOLS}{{4}})-?({_SYMBOLS}{{4}})")


@dataclass(frozen=True)
class Word:
    """A folded word; unless `exact`, every word that begins so is meant."""

    text: str
    exact: bool = False

    @property
    def pattern(self) -> str:
        """As it stands in SearchEntry.words, for LIKE: words hold letters and digits only."""
        return f"% {self.text} %" if self.exact else f"% {self.text}%"


def parse(text: str) -> list[Word]:
    """The words asked for, each once; none where nothing is long enough to look for."""
    words = {}
    for number, part in enumerate(_QUOTED.split(text[:MOST_LETTERS])):
        for joined, _parts in compounds(part):
            if len(joined) >= SHORTEST:
                # each report has a word beginning in "ds": its reference
                words[Word(joined, exact=number % 2 == 1 or joined == "ds")] = None
    return list(words)[:MOST_WORDS]


def as_reference(text: str) -> str | None:
    """DS-7K2M-9QXT from however somebody writes a whole reference."""
    found = _REFERENCE.fullmatch(fold(text[:40]).replace(" ", "").replace("\u2010", "-"))
    return f"DS-{found[1]}-{found[2]}".upper() if found else None
