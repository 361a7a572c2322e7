"""The list of one verb for one reader, computed from the machine itself: the page cannot know better or worse than the door."""

import copy

from django.utils.translation import gettext as _

from boundaries import guards
from policies.builtin import label
from supervision.buttons import reasons
from supervision.guided import titles

VERBS = ("resolve", "close")
MOVED_ON = ["wrong_status"]


def checklist(reader, verb, outcomes=()) -> dict:
    """`items`: each guard, done or open with its reasons; `codes`: what the machine gives, in its order.

    `outcomes`: those of which it is said what they need besides.
    """
    codes = reader.incident.reasons_against(verb)
    moved_on = codes == MOVED_ON
    items = _moment(reader, codes) if moved_on else _items(reader, verb)
    return {
        "items": items,
        "codes": codes,
        "is_ready": not codes,
        "is_over": moved_on,
        "open": sum(not item["is_done"] for item in items),
        "by_outcome": [] if moved_on else by_outcome(reader, outcomes),
    }


def _moment(reader, codes):
    return [{"title": _("The right moment"), "is_done": False, "reasons": reasons(reader, codes)}]


def _items(reader, verb):
    found = [_item(reader, guard) for guard in guards.declared().get(verb, ())]
    return [item for item in found if item["title"] or item["reasons"]]


def _item(reader, guard):
    codes = guard(reader.incident)
    return {"title": titles.title_of(guard), "is_done": not codes, "reasons": reasons(reader, codes)}


def by_outcome(reader, outcomes) -> list[dict]:
    """Results that still need something: which results, and what. Those that need nothing are not named."""
    needed = {}
    for outcome in outcomes:
        for code in codes_for(reader.incident, outcome):
            needed.setdefault(code, []).append(label("outcomes", outcome))
    return [{"reasons": reasons(reader, [code]), "outcomes": outcomes} for code, outcomes in needed.items()]


def codes_for(incident, outcome, message="") -> list[str]:
    """What the machine would say to this outcome, on a copy that is never saved."""
    tried = copy.copy(incident)
    tried.outcome = outcome
    return [code for check in titles.by_outcome() for code in check(tried, message)]
