"""One pass over what is owed: every step that a topic of this room has declared, in their order.

Each consequence is a mark on its row, set under a lock: two passes at once, a pass that is late by a week or one
that was killed half-way, each happens exactly once. supervision/consequences.py says what follows from it.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
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


@dataclass(frozen=True)
class Step:
    """One thing that the clock does: the rows for which it is time, found by an index, and the act for one of them.

    `due(now)` asks the database and changes nothing. `act(row)` takes the lock, looks again, and leaves a mark by
    which the row is due no more; it raises NotNow where somebody was faster.
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


def run(*, dry_run=False) -> Pass:
    """Run one pass, or with dry_run only find out what it would do."""
    now, done = timezone.now(), Pass()
    for step in steps():
        for row in list(step.due(now)):
            if dry_run or _attempt(step, row, done):
                done.done[step.name].append(row)
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
        logger.error("The clock failed on %s %s: %s", step.name, row.pk, type(error).__name__)
        done.failed.append((row, error))
        return False
    return True


# -- the steps of obligations --------------------------------------------------------------------------------


def _to_breach(now):
    return Deadline.objects.select_related("incident").to_breach(now)


def _breach(row):
    record(row.incident, "breach", by=None, deadline=row.pk)


def _to_remind(now):
    return Deadline.objects.select_related("incident").to_remind(now)


def _remind(row):
    record(row.incident, "remind", by=None, deadline=row.pk)


def _unanswered_urgent(now):
    """Urgent obligations whose time has run out and that still wait, where no decision was asked for."""
    waiting = (Status.SUBMITTED, Status.ACKNOWLEDGED)
    rows = Deadline.objects.select_related("incident__organisation").open().filter(incident__status__in=waiting)
    return rows.filter(Q(breached_at__isnull=False) | Q(due_at__lte=now), kind=Deadline.Kind.URGENT)


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
