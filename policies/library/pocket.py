"""What a phone keeps to be found without a network: texts for whoever reports and the steps of protocols, in her language.

As short rows of [title, note, text, address]; places to turn to are in the pocket anyway.
"""

from policies.builtin import in_language
from policies.library.shelf import AUTOMATIC, on_shelf
from policies.library.words import KINDS
from policies.models import LibraryItem
from policies.search.sources import strings

Kind = LibraryItem.Kind
KEPT = (Kind.SKILL, Kind.STATEMENT, Kind.EXERCISE, Kind.EXAMPLE, Kind.LEAFLET)
MOST_KEPT, LONGEST = 100, 1200


def items(user, language) -> list[list[str]]:
    rows = on_shelf(user).filter(kind__in=KEPT).exclude(topic=AUTOMATIC).order_by("key")[:MOST_KEPT]
    return [[row.title_in(language), str(KINDS[row.kind]), _said(row, language), f"/library/{row.key}/"] for row in rows]


def _said(row, language) -> str:
    text = {name: value for name, value in row.text(language).items() if name != "title"}
    return "\n".join(filter(None, strings(text)))[:LONGEST]


def steps(versions, clauses, language) -> list[list[str]]:
    """`clauses`: by version's id; give versions with their policy."""
    return [
        [
            clause.text(language)["title"],
            f"{in_language(version.title, language)} · {clause.number}",
            clause.text(language)["instruction"],
            f"/policies/{version.policy.slug}/#step-{clause.number}",
        ]
        for version in sorted(versions, key=lambda version: version.policy.slug)
        for clause in clauses[version.pk]
    ]
