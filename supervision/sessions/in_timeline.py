"""A record and the sessions about it: in its story, for those who answer it and for whom it was; and planning one."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from supervision.models import SessionIncident


def lines(reader) -> list[tuple]:
    """(when, words) of each session that was held. Whoever reads without names, or was not there, is told nothing."""
    rows = SessionIncident.objects.filter(incident=reader.incident, session__held_at__isnull=False)
    if not reader.answers:
        rows = rows.filter(session__people__person=reader.user)
    rows = rows.select_related("session__supervisor__profile").order_by("session__held_at")
    words = _("%(who)s held a supervision session about it")
    return [(row.session.held_at, words % {"who": reader.name(row.session.supervisor)}) for row in rows]


def address(reader) -> str:
    """Where a session about it is planned, for those who answer; with its reporter, unless she stays behind a pseudonym."""
    if not reader.answers:
        return ""
    incident = reader.incident
    person = {} if incident.behind_pseudonym else {"person": incident.reporter_id}
    return f"{reverse('plan_supervision_session')}?{urlencode({'incident': incident.reference} | person)}"
