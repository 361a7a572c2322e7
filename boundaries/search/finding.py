"""The one way to search: always within visible_to(), newest first, page by page."""

from boundaries.models import Incident
from boundaries.search.engine import NEWEST, candidates
from boundaries.search.query import as_reference, parse
from boundaries.search.reach import reach_of

SPARE = 10  # some are always behind a wall or filtered out: asked for at once, a second look is rarely needed
MOST_LOOKS = 6  # each ten times as wide as the last, up to WIDEST: filters that leave nothing do not read for ever
WIDEST = 2_000


def find(user, text, *, after=None, limit=50, rows=None, own=False) -> tuple[list[Incident], str | None]:
    """At most `limit` incidents that this person may see and that hold all words of `text`, and where to go on.

    `rows` is a queryset that narrows and shapes them further; `own` looks among the person's own reports only.
    A page may hold fewer than `limit` and still have a next one. A whole reference finds also where no words may.
    """
    within = (Incident.objects.all() if rows is None else rows).visible_to(user).sent()
    within = within.filter(reporter=user) if own else within
    reference, words = as_reference(text), parse(text)
    if reference and not after:
        exact = list(within.filter(reference=reference))
        if exact:
            return exact, None
    if not words:
        return [], None
    return _page(within, reach_of(user, own=own), words, _number(after), limit)


def is_searchable(text) -> bool:
    """False when nothing in it is long enough to look for."""
    return bool(parse(text) or as_reference(text))


def _page(within, reach, words, before, limit):
    found, width = [], limit + SPARE
    for _ in range(MOST_LOOKS):
        batch = candidates(reach, words, before, width)
        found += _checked(within, batch)
        if len(found) > limit:
            return [incident for _number, incident in found[:limit]], str(found[limit - 1][0])
        if len(batch) < width:
            return [incident for _number, incident in found], None
        before, width = batch[-1][0], min(width * 10, WIDEST)
    return [incident for _number, incident in found], str(before)


def _checked(within, batch):
    """Of these candidates what may be seen, in their order."""
    seen = {incident.pk: incident for incident in within.filter(pk__in=[key for _number, key in batch])}
    return [(number, seen[key]) for number, key in batch if key in seen]


def _number(after):
    """The cursor in an address; the newest for one that nobody of ours wrote."""
    return int(after) if isinstance(after, str) and after.isascii() and after.isdigit() and len(after) < 19 else NEWEST
