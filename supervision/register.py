"""The register as a query: every sent record of the organisation, newest first, narrowed by the address."""

import datetime
import zoneinfo
from collections.abc import Iterator

from django.db.models import Q

from accounts import places
from boundaries import pseudonyms
from boundaries.models import Incident

PAGE = 50
CAP = 500
RELATED = ("client", "event_type", "event_rule", "team", "reporter__profile", "on_behalf__sheet")
COLUMNS = (
    "reference", "status", "kind", "submitted_at", "outcome", "safety_concern", "gravity", "route", "organisation",
    "client__code", "event_type__label", "event_rule__label", "team__name", "behind_pseudonym", "reporter__profile__pseudonym",
    "on_behalf__manner", "on_behalf__sheet__code",
)  # fmt: skip


def listed(user, filters: Q):
    """Everything that this person may see and that was sent, in the register's order."""
    return Incident.objects.visible_to(user).sent().filter(filters).order_by("-submitted_at", "-id")


def page(rows, after: places.Place | None, most: int = 0) -> tuple[list[Incident], str]:
    """At most PAGE rows (or so many), and the address of the next page where there is one.

    Which they are, and then what stands in them: together PostgreSQL plans for longer than it reads.
    """
    keys, place = places.page(rows.only("submitted_at", "status"), "-submitted_at", after, most or PAGE)
    shown = Incident.objects.select_related(*RELATED).only(*COLUMNS).in_bulk([row.pk for row in keys])
    found = [shown[row.pk] for row in keys if row.pk in shown]
    pseudonyms.hide_small_teams(found)
    return found, place


def every_page(rows, most: int, page=page) -> Iterator[list[Incident]]:
    """All of them, so many at a time: each page seeks, none is held longer than it is needed."""
    after = None
    while True:
        found, place = page(rows, after, most)
        yield found
        if not place:
            return
        after = places.read(place)


def count(rows) -> int:
    """How many, at most CAP + 1."""
    return rows.order_by()[: CAP + 1].count()


def day_bounds(first, last, organisation, field="submitted_at") -> Q:
    """Whole days by the organisation's clock; either end may be open."""
    zone, period = zoneinfo.ZoneInfo(organisation.time_zone), Q()
    if first:
        period &= Q(**{f"{field}__gte": datetime.datetime.combine(first, datetime.time.min, zone)})
    if last:
        end = datetime.datetime.combine(last + datetime.timedelta(days=1), datetime.time.min, zone)
        period &= Q(**{f"{field}__lt": end})
    return period
