"""How much is different between two published versions, as numbers: whatever the language, and without any word of it."""

from dataclasses import dataclass

from policies.editing.comparing import staying
from policies.editing.document import CLAUSE, completed

AROUND = ("title", "principles", "closing", "audience")


@dataclass(frozen=True)
class Counted:
    """Clauses of the later version, and how many are new, different (or at another place) or gone; `around`: the rest."""

    clauses: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    is_around: bool = False


def counted(before, after) -> Counted:
    """`before` is None for the first version. Both with their clauses and kinds at hand: this asks nothing for each."""
    later = _by_key(after)
    if before is None:
        return Counted(len(later), added=len(later))
    earlier = _by_key(before)
    shared = [key for key in earlier if key in later]
    in_place = staying(shared, list(later))
    changed = [key for key in shared if key not in in_place or earlier[key] != later[key]]
    return Counted(
        clauses=len(later),
        added=len(later) - len(shared),
        changed=len(changed),
        removed=len(earlier) - len(shared),
        is_around=_around(before) != _around(after),
    )


def _by_key(version) -> dict:
    """In order."""
    return {clause.key: _shape(clause) for clause in version.clauses.all()}


def _shape(clause) -> dict:
    texts = {language: completed(text) for language, text in clause.texts.items()}
    return {name: getattr(clause, name) for name in CLAUSE if name != "texts"} | {"texts": texts}


def _around(version):
    kinds = {kind.event_type_id for kind in version.kinds.all()}
    return [getattr(version, name) or None for name in AROUND], kinds
