"""The one way to search: always within what visible_to() says, newest first, page by page."""

from boundaries.models import Incident
from boundaries.search.engine import NEWEST, look
from boundaries.search.query import as_reference, parse
from boundaries.search.reach import reach_of
from boundaries.search.seen import seen_by

SPARE = 10  # some are always behind a wall or filtered out: asked for at once, a second look is rarely needed
MOST_LOOKS = 6  # each ten times as wide as the last, up to WIDEST: filters that leave nothing do not read for ever
WIDEST = 2_000


def find(user, text, *, after=None, limit=50, rows=None, own=False) -> tuple[list[Incident], str | None]:
    """At most `limit` incidents that this person may see and that hold all words of `text`, and where to go on.

    `rows` is a queryset that narrows and shapes them further; `own` looks among the person's own reports only.
    A page may hold fewer than `limit` and still have a next one. A whole reference finds also where no words may.
    """
    rows = Incident.objects.all() if rows is None else rows
    exact = None if after else by_reference(user, text, rows=rows, own=own)
    if exact:
        return [exact], None
    found, last = hits(user, text, after=after, limit=limit, own=own, check=_narrowed_by(rows))
    incidents = rows.in_bulk([key for _number, key in found])
    return [incidents[key] for _number, key in found if key in incidents], last


def by_reference(user, text, *, rows=None, own=False) -> Incident | None:
    """The one incident of a whole reference, however it is written."""
    reference = as_reference(text)
    if reference is None:
        return None
    within = (Incident.objects.all() if rows is None else rows).visible_to(user).sent().filter(reference=reference)
    return (within.filter(reporter=user) if own else within).first()


def is_searchable(text) -> bool:
    """False when nothing in it is long enough to look for."""
    return bool(parse(text) or as_reference(text))


def hits(user, text, *, after=None, limit=50, own=False, check=None) -> tuple[list[tuple], str | None]:
    """The search itself: (number, incident) newest first, and where to go on."""
    words = parse(text)
    if not words:
        return [], None
    reach, seen, before = reach_of(user, own=own), seen_by(user), _number(after)
    found, width = [], limit + SPARE
    for _ in range(MOST_LOOKS):
        looked = look(reach, words, seen, before, width)
        found += check(looked.seen) if check else looked.seen
        if len(found) > limit:
            return found[:limit], str(found[limit - 1][0])
        if looked.last is None:
            return found, None
        before, width = looked.last, min(width * 10, WIDEST)
    return found, str(before)


def _narrowed_by(rows):
    """Of hits those that further filters leave; nothing to ask where there are none."""
    if not rows.query.where:
        return None

    def check(found):
        left = set(rows.filter(pk__in=[key for _number, key in found]).values_list("pk", flat=True))
        return [hit for hit in found if hit[1] in left]

    return check


def _number(after):
    """The cursor in an address; the newest for one that nobody of ours wrote."""
    return int(after) if isinstance(after, str) and after.isascii() and after.isdigit() and len(after) < 19 else NEWEST
