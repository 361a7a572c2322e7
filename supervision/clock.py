"""One pass over what is owed: every step that a topic of this room has declared, in their order.

Each consequence is a mark on its row, set under a lock: two passes at once, a pass that is late by a week or one
that was killed half-way, each happens exactly once. supervision/consequences.py says what follows from it.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.door import perform, record
from audit.errors import NotNow
from boundaries.choices import Status
from supervision import assignment
from supervision.models import Deadline

logger = logging.getLogger(__name__)
# what another pass, or a person, has done meanwhile is no failure
MEANWHILE = frozenset({"not_due", "wrong_status"})
BATCH = 200


class DatabaseGoneError(Exception):
    """Nothing can be written any more; the pass ended where it was, and the next one goes on there."""


@dataclass(frozen=True)
class Step:
    """One thing that the clock does: the rows for which it is time, found by an index, and the act for one of them.

    `due(now)` asks the database and changes nothing; what may be much comes through in_batches(). `act(row)` takes the
    lock, looks again, and leaves a mark by which the row is due no more; it raises NotNow where somebody was faster.
    """

    name: str
    due: Callable[[datetime], Iterable]
    act: Callable[[object], object]


@dataclass
class Pass:
    """What one pass did, or would do: rows by step, and those that failed with their error."""

    done: dict[str, list] = field(default_factory=lambda: defaultdict(list))
    failed: list = field(default_factory=list)

    def rows(self, step) -> list:
        return self.done.get(step, [])


_steps: dict[str, Step] = {}


def declare_step(name, due, act) -> None:
    """Steps run in the order in which they are declared; what one leaves behind the next one finds."""
    _steps[name] = Step(name, due, act)


def steps() -> list[Step]:
    return list(_steps.values())


def in_batches(rows: QuerySet, by: str) -> Iterator:
    """The rows in the order of a column that never changes in a pass, a batch at a time; those that fail are passed.

    Each row is looked for once, by the column's index: neither the finished nor those whose time is to come are read.
    """
    rows = rows.order_by(by, "pk")
    batch = list(rows[:BATCH])
    while batch:
        yield from batch
        if len(batch) < BATCH:
            return
        at, key = getattr(batch[-1], by), batch[-1].pk
        # the first condition says nothing new, and lets the index be used
        further = rows.filter(**{f"{by}__gte": at}).filter(Q(**{f"{by}__gt": at}) | Q(pk__gt=key))
        batch = list(further[:BATCH])


def run(*, dry_run=False) -> Pass:
    """Run one pass, or with dry_run only find out what it would do. Raises DatabaseGoneError, also half-way."""
    now, done = timezone.now(), Pass()
    for step in steps():
        try:
            for row in step.due(now):
                if dry_run or _attempt(step, row, done):
                    done.done[step.name].append(row)
        except DatabaseGoneError:
            raise
        except Exception as error:
            _note(step, step, error, done)
    return done


def _attempt(step, row, done) -> bool:
    """Whether it happened. One record that fails must not keep the clock from all the others."""
    try:
        step.act(row)
    except NotNow as refusal:
        if not MEANWHILE.issuperset(refusal.reasons):
            done.failed.append((row, refusal))
        return False
    except Exception as error:
        _note(step, row, error, done)
        return False
    return True


def _note(step, about, error, done):
    """The error is logged by its kind, and the pass goes on, unless nothing can be written any more."""
    logger.error("The clock failed on %s %s: %s", step.name, getattr(about, "pk", "as a whole"), type(error).__name__)
    if not _is_there():
        raise DatabaseGoneError(step.name) from error
    done.failed.append((about, error))


def _is_there() -> bool:
    """Whether the connection still works; one that does not is given back, so that the next pass takes a new one."""
    try:
        is_usable = connection.connection is not None and connection.is_usable()
    except Exception:
        is_usable = False
    if not is_usable and not connection.in_atomic_block:
        connection.close()
    return is_usable


# -- the steps of obligations --------------------------------------------------------------------------------


def _to_breach(now):
    return in_batches(Deadline.objects.select_related("incident", "organisation").to_breach(now), "due_at")


def _breach(row):
    record(row.incident or row.organisation, "breach", by=None, deadline=row.pk)


def _to_remind(now):
    return in_batches(Deadline.objects.select_related("incident", "organisation").to_remind(now), "remind_at")


def _remind(row):
    record(row.incident or row.organisation, "remind", by=None, deadline=row.pk)


def _unanswered_urgent(now):
    """Urgent obligations whose time has run out and that still wait, where no decision was asked for."""
    waiting = (Status.SUBMITTED, Status.ACKNOWLEDGED)
    rows = Deadline.objects.select_related("incident__organisation").open().filter(incident__status__in=waiting)
    return in_batches(rows.filter(kind=Deadline.Kind.URGENT, due_at__lte=now), "due_at")


def _escalate(row):
    """To whoever decides, past the person who did not answer where there is somebody else."""
    incident = row.incident
    people = assignment.deciders(incident, besides=incident.assignee) or assignment.deciders(incident)
    if not people:
        raise NotNow(["not_due"])
    with translation.override(incident.organisation.language):
        reason = _("Nobody answered this urgent report in time.")
    perform(incident, "escalate", by=None, to=people[0], reason=reason)


def declare():
    declare_step("marked late", _to_breach, _breach)
    declare_step("reminded", _to_remind, _remind)
    declare_step("escalated", _unanswered_urgent, _escalate)
