"""How often the like came before: two small questions to an index, and numbers of the service standard."""

import datetime
from uuid import UUID

from accounts.models import Organisation, Team
from audit.prepared import Prepared
from boundaries.choices import StartedBy
from boundaries.models import Client
from boundaries.repetition import COUNTED, MOST
from policies.models import EventType
from supervision.models import Likeness, PatternReport
from supervision.patterns.rules import Earlier

FIELDS = (
    "incident_id", "submitted_at", "event_type_id", "client_id", "incident__reporter_id", "incident__behind_pseudonym",
    "incident__started_by",
)  # fmt: skip


class Before:
    """What came before this report, about its client and of its kind in its team, newest first."""

    def __init__(self, incident):
        self.incident = incident
        self.of_client = _of_client(incident)
        self.of_team = _of_team(incident)

    def __bool__(self):
        return bool(self.of_client or self.of_team)

    def like(self, rule, standard) -> list[UUID]:
        """The reports that this rule counts with this one, oldest first, within the days of the standard.

        Whatever is there came before, even where its time is a little later: of two who send at once, whoever took
        the later time may have been through first.
        """
        since = self.incident.submitted_at - datetime.timedelta(days=standard.repetition_days)
        rows = self.of_team if rule.of_team else self.of_client
        return [row.incident for row in reversed(rows) if since < row.at and rule.is_like(row, self.incident)]


def without_settled(keys, rule, subject) -> list[UUID]:
    """What somebody has looked at already is not counted a second time."""
    rows = PatternReport.objects.filter(task__rule=rule, task__subject=subject, task__settled_at__isnull=False)
    seen = set(rows.filter(incident__in=keys).values_list("incident_id", flat=True))
    return [key for key in keys if key not in seen]


def _of_client(incident):
    if incident.client_id is None:
        return []
    return [Earlier(*row) for row in _CLIENT.rows(client=incident.client_id) if row[0] != incident.pk]


def _of_team(incident):
    if incident.team_id is None:
        return []
    where = {"organisation": incident.organisation_id, "team": incident.team_id, "kind": incident.event_type_id}
    return [Earlier(*row) for row in _TEAM.rows(**where) if row[0] != incident.pk]


def counted(rows):
    """Those of which something may be said to whoever answers, and no slip of anybody's own."""
    return rows.filter(**COUNTED).exclude(incident__started_by=StartedBy.ME).order_by("-submitted_at", "-incident_id")


def _newest_of_client(client):
    return counted(Likeness.objects.filter(client_id=client)).values_list(*FIELDS)[:MOST]


def _newest_of_team(organisation, team, kind):
    rows = Likeness.objects.filter(organisation_id=organisation, team_id=team, event_type_id=kind)
    return counted(rows).values_list(*FIELDS)[:MOST]


_CLIENT = Prepared(_newest_of_client, client=(Client._meta.pk, UUID(int=1)))
_TEAM = Prepared(
    _newest_of_team,
    organisation=(Organisation._meta.pk, UUID(int=1)),
    team=(Team._meta.pk, UUID(int=2)),
    kind=(EventType._meta.pk, UUID(int=3)),
)
