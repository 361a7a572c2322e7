"""How often the like has happened with a client lately: counted from reports that nobody has to be shielded from.

Reports that go past the line, or in which somebody who works here is part, are not counted: whoever reads "again and
again" must not learn from it that there are others about her. Pairs are counted only where nobody stays unnamed.
"""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import DateTimeField, Subquery
from django.utils import timezone

from accounts.models import Organisation
from audit.prepared import Prepared
from boundaries.choices import OPEN, Route, StaffPart, Status
from boundaries.models.client import Client
from policies.models import ServiceStandard

COUNTED = {
    "incident__status__in": (*OPEN, Status.CLOSED),
    "incident__route__in": (Route.LINE, Route.SAFEGUARDING),
    "incident__staff_part__in": ("", StaffPart.NO),
    "incident__named": None,
}
FIELDS = ("submitted_at", "event_type_id", "reporter_id", "behind_pseudonym")
MOST = 200


@dataclass(frozen=True)
class Before:
    """An earlier report about the same client."""

    at: datetime.datetime
    kind: UUID | None
    reporter: UUID
    is_unnamed: bool


@dataclass(frozen=True)
class Repetition:
    """What is known about earlier reports, and how many in how many days are many."""

    earlier: tuple[Before, ...] = ()
    count: int = ServiceStandard._meta.get_field("repetition_count").default
    days: int = ServiceStandard._meta.get_field("repetition_days").default

    def of_kind(self, incident) -> bool:
        return self._many(incident, lambda row: row.kind == incident.event_type_id)

    def of_pair(self, incident) -> bool:
        if incident.behind_pseudonym:
            return False
        return self._many(incident, lambda row: row.reporter == incident.reporter_id and not row.is_unnamed)

    def _many(self, incident, is_like) -> bool:
        """With this report itself."""
        until = incident.submitted_at or timezone.now()
        since = until - datetime.timedelta(days=self.days)
        return 1 + sum(since < row.at < until and is_like(row) for row in self.earlier) >= self.count


def repetition_for(incident) -> Repetition:
    """Read in one question, and only where a client is known."""
    if incident.client_id is None:
        return Repetition()
    rows = _EARLIER.rows(client=incident.client_id, organisation=incident.organisation_id, moment=timezone.now())
    if not rows:
        return Repetition()
    earlier = tuple(Before(*row[:4]) for row in rows)
    count, days = rows[0][4:]
    return Repetition(earlier, count or Repetition.count, days or Repetition.days)


def _earlier(client, organisation, moment):
    rows = Client.objects.filter(pk=client, incident__submitted_at__lte=moment, **COUNTED)
    return rows.order_by("-incident__submitted_at").values_list(
        *(f"incident__{name}" for name in FIELDS),
        _standard("repetition_count", organisation, moment),
        _standard("repetition_days", organisation, moment),
    )[:MOST]


def _standard(name, organisation, moment):
    rows = ServiceStandard.objects.filter(organisation_id=organisation, valid_from__lte=moment)
    return Subquery(rows.order_by("-valid_from").values(name)[:1])


_EARLIER = Prepared(
    _earlier,
    client=(Client._meta.pk, UUID(int=1)),
    organisation=(Organisation._meta.pk, UUID(int=2)),
    moment=(DateTimeField(), datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)),
)
