"""What somebody typed, as folded words to look for; whatever it was, it becomes letters and digits only."""

from policies.search.folding import SHORTEST, compounds

MOST_WORDS = 12
MOST_LETTERS = 200


def parse(text: str) -> list[str]:
    """The words asked for, each once, all of which must be found as beginnings of words."""
    found = dict.fromkeys(joined for joined, _parts in compounds(text[:MOST_LETTERS]))
    return [word for word in found if len(word) >= SHORTEST][:MOST_WORDS]
