"""Sending a draft: once, however often it is asked for."""

from audit.door import perform
from audit.errors import NotNow
from boundaries.choices import Status
from boundaries.models import Incident


def send(draft, by) -> Incident:
    """The sent report; a second call finds the first one's. Raises NotNow with what is missing."""
    try:
        return perform(draft, "submit", by=by)
    except NotNow:
        mine = Incident.objects.own(by).filter(pk=draft.pk) | Incident.objects.filed_by(by).filter(pk=draft.pk)
        sent = mine.exclude(status=Status.DRAFT).first()
        if sent is None:
            raise
        return sent
