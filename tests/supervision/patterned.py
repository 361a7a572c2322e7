"""Ways into a pattern: reports of one kind about one client, and what came of the task."""

from audit.door import record
from supervision.models import PatternTask
from tests import stories

REASON = "We talk about it in the next session."


def repeated(reporter, client, times=3, **fields):
    """So many reports of one kind about this client; the last of them."""
    for _number in range(times):
        incident = stories.submitted(reporter, client=client, **fields)
    return incident


def of(rule, **more) -> PatternTask:
    return PatternTask.objects.get(rule=rule, settled_at=None, **more)


def dismissed(reporter, client, by):
    """Something that came again and again, and needed nothing."""
    repeated(reporter, client, event="extra_tasks")
    task = of("client_kind", event_type__key="extra_tasks")
    record(task.organisation, "dismiss_pattern", by=by, task=task.pk, reason=REASON)
    return task


def shared(incident, by):
    """One of this author's replies, opened to colleagues."""
    message = incident.messages.filter(author=by, kind="reply", superseded_by=None).first()
    record(incident, "share_reply", by=by, message=str(message.pk))
