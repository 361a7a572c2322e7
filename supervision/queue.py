"""The queue as a query: which incidents wait, in which order, how many, and one page of them.

An index serves every page in order, at any depth (keyset paging with a redundant bound), and every count stops at
CAP. What a person sees beyond her role (assigned, through a door) is small and merged in by Python, because an OR
over both would cost the index.
"""

import base64
import heapq
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from uuid import UUID

from django.db import connection, models
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.roles import Right
from boundaries.choices import Status
from boundaries.models import Incident
from supervision.patterns.standing import marked
from supervision.small.standing import READ as READ_FOR_SMALL

PAGE = 50
CAP = 500
ORDER = ("-urgent", "due_at", "id")

# `urgent IN (false)` and not `NOT urgent`: only so SQLite sees that it may seek in the index
CALM = models.Q(urgent__in=[False])
DATED = models.Q(due_at__isnull=False)
UNDATED = CALM & models.Q(due_at__isnull=True)
# view -> the parts it shows, one after the other; each is served by an index in ORDER
VIEWS = {
    "answer": [DATED & ~models.Q(status=Status.ESCALATED)],
    "asked": [models.Q()],
    "waiting": [UNDATED & models.Q(status=Status.ACKNOWLEDGED)],
    "escalated": [models.Q()],
    "close": [UNDATED & models.Q(status=Status.RESOLVED)],
    "all": [DATED, UNDATED],
}
# "all" is counted as the views that make it up and this rest, which should be empty
SUMMED = ("answer", "escalated", "waiting", "close")
REST = [UNDATED & models.Q(status=Status.SUBMITTED)]
COLUMNS = (
    "reference", "status", "kind", "urgent", "due_at", "language", "safety_concern", "understood", "support_wanted",
    "behind_pseudonym", "client__code", "event_type__key", "event_type__label", "event_rule__label",
    "reporter__given_name", "reporter__family_name",
    "assignee__given_name", "assignee__family_name", "escalated_to", *READ_FOR_SMALL,
)  # fmt: skip


def views_for(user) -> list[str]:
    """The views that make sense for this person; only a lead looks over all teams."""
    return [view for view in VIEWS if view != "all" or user.has_right(Right.READ_SERVICE)]


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: the part of the view and the last row's place in the order."""

    part: int
    urgent: bool
    due_at: datetime | None
    id: UUID

    @classmethod
    def of(cls, part, row):
        return cls(part, row.urgent, row.due_at, row.pk)

    @classmethod
    def behind_urgent(cls, part):
        """Before the first row that is not urgent."""
        return cls(part, False, datetime.fromtimestamp(0, UTC), UUID(int=0))

    def __str__(self):
        due = self.due_at.isoformat() if self.due_at else None
        return base64.urlsafe_b64encode(json.dumps([self.part, self.urgent, due, self.id.hex]).encode()).decode()

    @classmethod
    def read(cls, text):
        """The cursor in an address; None for one that nobody of ours wrote."""
        try:
            part, urgent, due, key = json.loads(base64.urlsafe_b64decode(text.encode()))
            due_at = datetime.fromisoformat(due) if due else None
            if (due_at and timezone.is_naive(due_at)) or type(part) is not int or part < 0:
                return None
            return cls(part, bool(urgent), due_at and due_at.astimezone(UTC), UUID(key))
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return None

    def after(self) -> models.Q:
        """Rows behind this one, of the same urgency. The bound `due_at__gte` is redundant to the eye and makes the index seek."""
        if self.due_at is None:
            return models.Q(id__gt=self.id)
        same = models.Q(due_at__gte=self.due_at) & (models.Q(due_at__gt=self.due_at) | models.Q(id__gt=self.id))
        return (models.Q(urgent=True) if self.urgent else CALM) & same


@dataclass
class Queue:
    """What waits for one person, in one view, under filters (a Q of the incident's fields)."""

    user: object
    view: str = "answer"
    filters: models.Q | None = None

    @cached_property
    def _sources(self):
        """By role, and where there is any, in person."""
        incidents = Incident.objects.all()
        sources = [incidents.seen_by_role(self.user)]
        ids = [row[0] for row in Incident.objects.ids_open_in_person(self.user)[: CAP + 1].values_list("pk")]
        if ids:
            sources.append(incidents.seen_in_person(self.user).filter(pk__in=ids))
        return sources

    def _part(self, rows, view, part):
        if view == "asked":
            return rows.escalated().filter(escalated_to=self.user)
        return (rows.escalated() if view == "escalated" else rows.open()).filter(part)

    def _narrowed(self, rows):
        return rows.filter(self.filters) if self.filters else rows

    # -- one page -------------------------------------------------------------------------------------------

    def page(self, after: Cursor | None = None) -> tuple[list[Incident], Cursor | None]:
        """At most PAGE rows, and the cursor of the next page where there is one.

        A page that starts among the urgent ones ends with them: one index range for each page.
        """
        if after and after.part >= len(VIEWS[self.view]):
            after = None
        if after and after.urgent:
            rows = list(self._rows(after.part, PAGE + 1, after))
            if rows:
                return rows[:PAGE], Cursor.of(after.part, rows[PAGE - 1]) if rows[PAGE:] else after.behind_urgent(after.part)
            after = after.behind_urgent(after.part)
        rows = []
        for part in range(after.part if after else 0, len(VIEWS[self.view])):
            wanted = PAGE + 1 - len(rows)
            rows += [(part, row) for row in self._rows(part, wanted, after)]
            after = None
            if len(rows) > PAGE:
                return [row for _part, row in rows[:PAGE]], Cursor.of(*rows[PAGE - 1])
        return [row for _part, row in rows], None

    def _rows(self, part, wanted, after):
        batches = []
        for source in self._sources:
            rows = self._narrowed(self._part(source, self.view, VIEWS[self.view][part]))
            if after:
                rows = rows.filter(after.after())
            batches.append(_in_full(rows.order_by(*ORDER).values("pk")[:wanted], self.user))
        return islice(heapq.merge(*batches, key=_place), wanted)

    # -- counts ---------------------------------------------------------------------------------------------

    def counts(self, **beside) -> dict[str, int]:
        """How many each view holds, and `here` how many the filters leave; above CAP means "more than CAP".

        `beside`: rows of other lists, in an order that an index serves, counted in the same statement.
        """
        views = views_for(self.user)
        wanted = {view: self._all_of(view, REST if view == "all" else VIEWS[view]) for view in views}
        if self.filters:
            wanted["here"] = [self._narrowed(rows) for rows in self._all_of(self.view, VIEWS[self.view])]
        wanted |= {name: [rows] for name, rows in beside.items()}
        counts = dict(zip(wanted, _count_together(list(wanted.values())), strict=True))
        if "all" in counts:
            counts["all"] += sum(counts[view] for view in SUMMED)
        return {"here": counts[self.view]} | counts

    def _all_of(self, view, parts):
        return [self._part(source, view, part) for source in self._sources for part in parts]


def _in_full(keys, user):
    """The rows of these keys with what the page shows of them. The keys are found first, from the index alone."""
    rows = Incident.objects.filter(pk__in=keys).select_related("client", "event_type", "event_rule", "reporter", "assignee")
    return sorted(rows.only(*COLUMNS).annotate(repeats=marked(user)), key=_place)


def _place(row):
    return not row.urgent, row.due_at is None, row.due_at, row.pk


def _count_together(groups) -> list[int]:
    """Capped counts of groups of querysets in one statement: each reads at most CAP + 1 entries."""
    sql, params = [], []
    for rows in (rows for group in groups for rows in group):
        rows = rows.order_by(*ORDER) if rows.model is Incident else rows  # the order leads to the right index
        inner = rows.values("pk")[: CAP + 1].query
        if inner.is_empty():
            sql.append("0")
            continue
        text, values = inner.sql_with_params()
        sql.append(f"(SELECT COUNT(*) FROM ({text}) counted)")
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql)}", params)
        counted = iter(cursor.fetchone())
    return [sum(islice(counted, len(group))) for group in groups]
