"""One pass over what is owed: reminders, breaches, and the escalation of urgent cases that nobody answered.

Each consequence is a mark on its row, set under the incident's lock: two passes at once, a pass that is late by
a week or one that was killed half-way, each happens exactly once.
"""

import logging
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.door import perform, record
from audit.errors import NotNow
from boundaries.choices import Status
from supervision import assignment
from supervision.models import Deadline

logger = logging.getLogger(__name__)


@dataclass
class Pass:
    """What one pass did, or would do."""

    reminded: list = field(default_factory=list)
    breached: list = field(default_factory=list)
    escalated: list = field(default_factory=list)
    failed: list = field(default_factory=list)


def run(*, dry_run=False) -> Pass:
    """Run one pass, or with dry_run only find out what it would do."""
    now, done = timezone.now(), Pass()
    rows = Deadline.objects.select_related("incident")
    for row in list(rows.to_breach(now)):
        _mark(row, "breach", done.breached, done, dry_run)
    for row in list(rows.to_remind(now)):
        _mark(row, "remind", done.reminded, done, dry_run)
    for row in _unanswered_urgent(done.breached if dry_run else ()):
        _escalate(row, done, dry_run)
    return done


def _mark(row, act, marked, done, dry_run):
    if dry_run:
        marked.append(row)
        return
    if _attempt(row, done, lambda: record(row.incident, act, by=None, deadline=row.pk)):
        marked.append(row)


def _attempt(row, done, act) -> bool:
    """Whether it happened. One record that fails must not keep the clock from all the others."""
    try:
        act()
    except NotNow as refusal:
        # another pass, or a person, was faster
        if refusal.reasons not in (["not_due"], ["wrong_status"]):
            done.failed.append((row, refusal))
        return False
    except Exception as error:
        logger.error("The clock failed on obligation %s: %s", row.pk, type(error).__name__)
        done.failed.append((row, error))
        return False
    return True


def _unanswered_urgent(also=()):
    """Urgent obligations that were broken (or will be: `also`) and still wait, where no decision was asked for."""
    waiting = (Status.SUBMITTED, Status.ACKNOWLEDGED)
    rows = Deadline.objects.select_related("incident__organisation").open().filter(incident__status__in=waiting)
    broken = Q(breached_at__isnull=False) | Q(pk__in=[row.pk for row in also])
    return list(rows.filter(broken, kind=Deadline.Kind.URGENT))


def _escalate(row, done, dry_run):
    """To whoever decides, past the person who did not answer where there is somebody else."""
    incident = row.incident
    people = assignment.deciders(incident, besides=incident.assignee) or assignment.deciders(incident)
    if not people:
        return
    with translation.override(incident.organisation.language):
        reason = _("Nobody answered this urgent report in time.")
    if dry_run or _attempt(row, done, lambda: perform(incident, "escalate", by=None, to=people[0], reason=reason)):
        done.escalated.append(incident)
