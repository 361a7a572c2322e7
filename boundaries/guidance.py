"""What the protocols already say about a question: the steps that share the most words with it."""

import re

from policies.builtin import current_language
from policies.models import Clause, PolicyVersion

WORD = re.compile(r"\w{4,}")
STEM = 5
LIMIT = 4


def stems(text: str) -> set[str]:
    """Words of four letters or more, cut short: enough to meet their inflected forms in six languages."""
    return {word[:STEM] for word in WORD.findall(text.casefold())}


def matching_clauses(question: str, language=None) -> list[Clause]:
    asked = stems(question)
    versions = PolicyVersion.objects.in_force().filter(policy__organisation=None)
    clauses = Clause.objects.filter(version__in=versions).select_related("version")
    scored = [(len(asked & _stems_of(clause, language or current_language())), clause) for clause in clauses]
    best = sorted((row for row in scored if row[0]), key=lambda row: (-row[0], row[1].number))
    return _without_twins([clause for _score, clause in best])[:LIMIT]


def _stems_of(clause, language):
    text = clause.text(language)
    return stems(" ".join([text["title"], text["instruction"], clause.version.title_in(language)]))


def _without_twins(clauses):
    """Two protocols share most of their steps: each step once."""
    first = {}
    for clause in clauses:
        first.setdefault(clause.key, clause)
    return list(first.values())
