"""One pass over what is owed: reminders, breaches, and the escalation of urgent cases that nobody answered.

Each consequence is a mark on its row, set under the incident's lock: two passes at once, a pass that is late by
a week or one that was killed half-way, each happens exactly once.
"""

from dataclasses import dataclass, field

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.door import perform, record
from audit.errors import NotNow
from boundaries.choices import Status
from supervision import assignment
from supervision.models import Deadline


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
    for row in _unanswered_urgent():
        _escalate(row.incident, done, dry_run)
    return done


def _mark(row, act, marked, done, dry_run):
    if dry_run:
        marked.append(row)
        return
    try:
        record(row.incident, act, by=None, deadline=row.pk)
    except NotNow as refusal:
        if refusal.reasons != ["not_due"]:  # another pass was faster
            done.failed.append((row, refusal))
    else:
        marked.append(row)


def _unanswered_urgent():
    """Urgent obligations that were broken and still wait, where no decision was asked for."""
    waiting = (Status.SUBMITTED, Status.ACKNOWLEDGED)
    rows = Deadline.objects.select_related("incident__organisation").open()
    return list(rows.filter(kind=Deadline.Kind.URGENT, breached_at__isnull=False, incident__status__in=waiting))


def _escalate(incident, done, dry_run):
    """To whoever decides, past the person who did not answer where there is somebody else."""
    people = assignment.deciders(incident, besides=incident.assignee) or assignment.deciders(incident)
    if not people:
        return
    if not dry_run:
        with translation.override(incident.organisation.language):
            reason = _("Nobody answered this urgent report in time.")
        try:
            perform(incident, "escalate", by=None, to=people[0], reason=reason)
        except NotNow:
            return  # another pass, or a person, was faster
    done.escalated.append(incident)
