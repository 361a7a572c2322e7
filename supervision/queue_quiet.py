"""Quiet conversations (SV.17): answered, nothing owed, and the reporter silent for long; the longest silence first.

The clock has marked them (supervision/silence.py); they are read in the order of that mark's index, and each is
looked up by its key for whether this person may see it.
"""

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from boundaries.choices import Status
from boundaries.models import Incident
from supervision.models import Silence
from supervision.queue import COLUMNS, PAGE, Queue

QUIET = "quiet"  # the name of the view


@dataclass(frozen=True)
class Place:
    """Where a page of quiet conversations ended."""

    noticed_at: datetime
    id: UUID

    def __str__(self):
        return base64.urlsafe_b64encode(json.dumps([self.noticed_at.isoformat(), self.id.hex]).encode()).decode()

    @classmethod
    def read(cls, text):
        """The place in an address; None for one that nobody of ours wrote."""
        try:
            moment, key = json.loads(base64.urlsafe_b64decode(text.encode()))
            moment = datetime.fromisoformat(moment)
            return None if timezone.is_naive(moment) else cls(moment.astimezone(UTC), UUID(key))
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return None

    def after(self) -> Q:
        """The bound `noticed_at__gte` says nothing new and makes the index seek."""
        return Q(noticed_at__gte=self.noticed_at) & (Q(noticed_at__gt=self.noticed_at) | Q(id__gt=self.id))


@dataclass
class QuietQueue:
    """The same for one person as supervision/queue.py, for this one view."""

    user: object
    filters: Q | None = None

    def page(self, after: Place | None = None) -> tuple[list[Incident], Place | None]:
        silences = self.rows()
        silences = list((silences.filter(after.after()) if after else silences)[: PAGE + 1])
        kept = silences[:PAGE]
        rows = Incident.objects.select_related("client", "event_type", "event_rule", "reporter", "assignee")
        found = rows.only(*COLUMNS).in_bulk([silence.incident_id for silence in kept])
        incidents = []
        for silence in kept:
            incident = found[silence.incident_id]
            incident.silent_since = silence.since
            incidents.append(incident)
        last = Place(kept[-1].noticed_at, kept[-1].pk) if silences[PAGE:] else None
        return incidents, last

    def counts(self) -> dict[str, int]:
        """As Queue.counts(), this view among the others; `here` is what the filters leave of it."""
        here = {"here_quiet": self.rows()} if self.filters else {}
        counts = Queue(self.user).counts(**{QUIET: QuietQueue(self.user).rows()}, **here)
        return counts | {"here": counts.pop("here_quiet", counts[QUIET])}

    def rows(self):
        """In the order of the index."""
        incidents = Incident.objects.filter(pk=OuterRef("incident"), status=Status.ACKNOWLEDGED, due_at=None)
        sources = [incidents.seen_by_role(self.user), incidents.seen_in_person(self.user)]
        if self.filters:
            sources = [rows.filter(self.filters) for rows in sources]
        seen = Exists(sources[0]) | Exists(sources[1])
        silences = Silence.objects.noticed().filter(seen, organisation_id=self.user.organisation_id)
        return silences.order_by("noticed_at", "id")


def counts_with_quiet(queue) -> dict[str, int]:
    """What each view holds, the quiet conversations among them."""
    return queue.counts(**{QUIET: QuietQueue(queue.user).rows()})
