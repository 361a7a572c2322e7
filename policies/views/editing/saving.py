"""Saving one part of a wording with what was seen of it: other parts are in nobody's way, nothing is overwritten unseen."""

import copy

from audit.canonical import digest
from policies.editing import writing
from policies.editing.writing import EditedElsewhere

TRIES = 3


def seal(part) -> str:
    """What a form remembers of the part that it shows."""
    return digest(part)[:32]


def save_part(wording, by, *, seen, read, put):
    """`put(document)` changes it where `read(document)` still is what was `seen`. Raises as policies/editing/writing.py does."""
    current = wording
    for _attempt in range(TRIES):
        if seal(read(current.document)) != seen:
            raise EditedElsewhere(current)
        document = copy.deepcopy(current.document)
        put(document)
        try:
            return writing.replace(current, by, revision=current.revision, document=document)
        except EditedElsewhere as other:
            current = other.current
    raise EditedElsewhere(current)
