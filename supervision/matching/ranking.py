"""The judgement itself, without a database: who may be asked at all, and in which order.

The same people in any order give the same result; equals stand in the order of their ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from supervision.matching.weights import points_of

# what a reporter may hope for that only somebody with the right to decide can give
HOPES_TO_DECIDE = ("decision", "protection")


@dataclass(frozen=True)
class Asked:
    """What the report and its reporter ask of whoever answers."""

    language: str
    event_type: str = ""
    hope: str = ""
    gender: str = ""
    languages: frozenset[str] = frozenset()
    background: frozenset[str] = frozenset()
    not_users: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """Somebody who might answer, as far as the matching looks at her."""

    person: object
    key: str
    may_answer: bool = True
    is_away: bool = False
    languages: frozenset[str] = frozenset()
    event_types: frozenset[str] = frozenset()
    background: frozenset[str] = frozenset()
    gender: str = ""
    load: int = 0
    max_open: int | None = None
    supervises_team: bool = False
    covers: bool = False
    decides: bool = False
    knows_reporter: bool = False
    knows_client: bool = False


@dataclass(frozen=True)
class Match:
    """Somebody in turn, with what spoke for her; words are made where it is read (supervision/matching/words.py)."""

    person: object
    basis: str
    factors: list = field(default_factory=list)

    @property
    def score(self) -> int:
        return sum(factor["weight"] for factor in self.factors)


def may_be_asked(asked, candidate) -> bool:
    """Filter first: whatever speaks for somebody, none of these is weighed against it."""
    return (
        candidate.may_answer
        and not candidate.is_away
        and candidate.key not in asked.not_users
        and (candidate.max_open is None or candidate.load < candidate.max_open)
    )


def factors_of(asked, candidate) -> list[dict]:
    """[{factor, weight, value}]; wishes are named without what was wished for: that stays the reporter's own."""
    speaks = {
        "language": asked.language if asked.language in candidate.languages else None,
        "wished_gender": _or_none(asked.gender and asked.gender == candidate.gender),
        "wished_language": _or_none(asked.languages & candidate.languages),
        "wished_background": _or_none(asked.background & candidate.background),
        "team": _or_none(candidate.supervises_team),
        "knows_reporter": _or_none(candidate.knows_reporter),
        "covers": _or_none(candidate.covers),
        "speciality": asked.event_type if asked.event_type and asked.event_type in candidate.event_types else None,
        "knows_client": _or_none(candidate.knows_client),
        "decides": _or_none(candidate.decides and asked.hope in HOPES_TO_DECIDE),
        "load": candidate.load or None,
    }
    found = [(factor, value) for factor, value in speaks.items() if value is not None]
    return [{"factor": factor, "weight": points_of(factor, value), "value": value} for factor, value in found]


def _or_none(speaks):
    return True if speaks else None


def rank(asked: Asked, candidates: Iterable[Candidate]) -> list[tuple[Candidate, list]]:
    """(candidate, factors), the best first."""
    fitting = [(candidate, factors_of(asked, candidate)) for candidate in candidates if may_be_asked(asked, candidate)]
    return sorted(fitting, key=lambda pair: (-sum(factor["weight"] for factor in pair[1]), pair[0].key))
