"""Being away in tests: somebody goes, days are counted from now."""

import datetime

from django.utils import timezone

from supervision.absences import acts

DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def away(person, cover=None, *, after=0, days=3, by=None, kind="leave"):
    """An absence that begins so many days after now and lasts so many."""
    starts_at = timezone.now() + after * DAY
    return acts.enter(
        person.organisation, by or person, staff=person, starts_at=starts_at, ends_at=starts_at + days * DAY,
        cover=cover, kind=kind,
    )  # fmt: skip


def owners(incident) -> dict:
    """Kind of what is open -> who owes it."""
    return {row.kind: row.owner for row in incident.deadlines.open().select_related("owner")}


def everything_is_owed_by_somebody_present() -> bool:
    from supervision import presence
    from supervision.models import Deadline

    rows = Deadline.objects.open().select_related("owner")
    return all(row.owner is not None and row.owner.is_active and not presence.is_away(row.owner) for row in rows)
