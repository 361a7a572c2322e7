"""The register as a query: every sent record of the organisation, newest first, narrowed by the address."""

import base64
import datetime
import json
import zoneinfo
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from boundaries.models import Incident

PAGE = 50
CAP = 500
COLUMNS = (
    "reference", "status", "kind", "submitted_at", "outcome", "safety_concern", "gravity", "route", "organisation",
    "client__code", "event_type__label", "team__name", "reporter__profile__pseudonym",
)  # fmt: skip


def listed(user, filters: Q):
    """Everything that this person may see and that was sent, in the register's order."""
    rows = Incident.objects.visible_to(user).sent().filter(organisation_id=user.organisation_id)
    return rows.filter(filters).order_by("-submitted_at", "-id")


def page(rows, after: "tuple | None") -> tuple[list[Incident], str]:
    """At most PAGE rows, and the address of the next page where there is one."""
    if after:
        moment, key = after
        rows = rows.filter(submitted_at__lte=moment).filter(Q(submitted_at__lt=moment) | Q(id__lt=key))
    related = rows.select_related("client", "event_type", "team", "reporter__profile").only(*COLUMNS)
    found = list(related[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    last = found[PAGE - 1]
    return found[:PAGE], _written(last.submitted_at, last.pk)


def count(rows) -> int:
    """How many, at most CAP + 1."""
    return rows.order_by()[: CAP + 1].count()


def _written(moment, key) -> str:
    return base64.urlsafe_b64encode(json.dumps([moment.isoformat(), key.hex]).encode()).decode()


def read_place(text) -> "tuple | None":
    """The place in an address; None for one that nobody of ours wrote."""
    try:
        moment, key = json.loads(base64.urlsafe_b64decode(text.encode()))
        moment, key = datetime.datetime.fromisoformat(moment), UUID(key)
        return (moment.astimezone(datetime.UTC), key) if timezone.is_aware(moment) else None
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def day_bounds(first, last, organisation) -> Q:
    """Whole days by the organisation's clock; either end may be open."""
    zone, period = zoneinfo.ZoneInfo(organisation.time_zone), Q()
    if first:
        period &= Q(submitted_at__gte=datetime.datetime.combine(first, datetime.time.min, zone))
    if last:
        end = datetime.datetime.combine(last + datetime.timedelta(days=1), datetime.time.min, zone)
        period &= Q(submitted_at__lt=end)
    return period
