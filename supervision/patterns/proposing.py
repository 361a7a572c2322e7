"""What a pattern proposes: a session with those who wrote of it, its records on the agenda already."""

from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.door import record
from audit.errors import NotNow
from boundaries.models import Incident
from supervision.models import PatternTask
from supervision.moments import Clock
from supervision.patterns.standing import may_settle
from supervision.sessions import reach

MOST = 20  # records on one agenda


def address(task, user) -> str:
    """Where such a session is planned; empty where this person supervises none of them, or it is settled."""
    if not may_settle(task, user):
        return ""
    team = {person.pk for person in reach.team_of(user)}
    rows = [row for row in _records(task, user) if row.reporter_id in team]
    if not rows:
        return ""
    people = dict.fromkeys(str(row.reporter_id) for row in rows)
    query = {"pattern": task.pk, "person": list(people), "incident": [row.reference for row in rows]}
    return f"{reverse('plan_supervision_session')}?{urlencode(query, doseq=True)}"


def _records(task, user):
    """A report behind a pseudonym is not among them: a seat in the session would say who wrote it."""
    keys = task.reports.values("incident")
    rows = Incident.objects.visible_to(user).sent().filter(pk__in=keys, behind_pseudonym=False)
    return rows.order_by("-submitted_at", "-id")[:MOST]


def settle_by(session, task, by):
    """The session that was just planned is what came of the task; whatever somebody else said of it meanwhile stands."""
    words = _("Planned for %(when)s.") % {"when": Clock(session.organisation).full(session.starts_at)}
    outcome = PatternTask.Outcome.SESSION
    try:
        with transaction.atomic():
            record(session.organisation, "act_on_pattern", by=by, task=task, outcome=outcome, reason=words)
    except NotNow:
        return
