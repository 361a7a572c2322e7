"""Following up when somebody goes quiet (B-SV-14): watched from our last word on, noticed once, never closed by itself.

What waits is a row with the time at which it is to be noticed (supervision/models/silence.py): the clock finds it by an
index, and no obligation with a beginning in the future has to be told apart from what is owed. Once noticed, a
Deadline of kind follow_up asks the supervisor for one gentle message; any message of hers meets it. The row stays
until the reporter writes, so that no second one opens: then the supervisor decides.
"""

import datetime

from django.utils import timezone

from audit.door import Act, declare_act, declare_consequences, record
from audit.inserting import insert
from boundaries import rights
from boundaries.choices import Status
from boundaries.models import Incident
from policies.models import ServiceStandard
from supervision import clock, obligations
from supervision.consequences import keep_in_step, keep_somebody_present
from supervision.lateness import lateness
from supervision.models import Deadline, Message, Silence
from supervision.notices import tell

FOLLOW_UP = Deadline.Kind.FOLLOW_UP
ONLY_TO_RECORD = "just_record"
OVER = (Status.RESOLVED, Status.CLOSED, Status.WITHDRAWN)


def watch(incident, happening) -> None:
    """After everything that is said or decided: whose turn is it now, and since when?"""
    if happening.by is not None and rights.is_reporter(incident, happening.by):
        _end(incident)
    if waits_for_reporter(incident):
        _begin(incident, is_follow_up=happening.details.get("kind") == Message.Kind.FOLLOW_UP)
    else:
        obligations.cancel(incident, FOLLOW_UP, subject=incident)
        rows = Silence.objects.filter(incident=incident)
        (rows if incident.status in OVER else rows.filter(noticed_at=None)).delete()


def waits_for_reporter(incident) -> bool:
    """Answered, nothing owed by us, and somebody who wants more than a record of it."""
    if incident.status != Status.ACKNOWLEDGED or incident.expectation == ONLY_TO_RECORD:
        return False
    return not obligations.is_owed(incident, "counts")


def _begin(incident, *, is_follow_up):
    """From now on; a silence that was noticed once stays noticed."""
    now = timezone.now()
    days = ServiceStandard.at(incident.organisation_id, now).inactivity_days
    times = {"since": now, "notice_at": now + datetime.timedelta(days=days)}
    noticed = {"noticed_at": now} if is_follow_up else {}
    rows = Silence.objects.filter(incident=incident)
    if not rows.filter(noticed_at=None).update(**times, **noticed) and not rows.exists():
        insert(Silence(organisation_id=incident.organisation_id, incident=incident, **times, **noticed))


def _end(incident):
    obligations.cancel(incident, FOLLOW_UP, subject=incident)
    Silence.objects.filter(incident=incident).delete()


# -- the clock notices it ------------------------------------------------------------------------------------


def _to_notice(now):
    return clock.in_batches(Silence.objects.select_related("incident").to_notice(now), "notice_at")


def _notice(row):
    record(row.incident, "notice_silence", by=None, silence=row.pk)


def _is_due(incident, silence):
    rows = Silence.objects.to_notice(timezone.now()).select_for_update()
    return [] if rows.filter(pk=silence).exists() else ["not_due"]


def _mark(incident, by, silence):
    Silence.objects.filter(pk=silence).update(noticed_at=timezone.now())


def open_follow_up(incident, happening):
    row = obligations.open_deadline(incident, FOLLOW_UP, incident.assignee)
    due_since = Silence.objects.get(pk=happening.details["silence"]).notice_at
    happening.data |= {"deadline": str(row.pk), "kind": row.kind, "due_at": row.due_at.isoformat()} | lateness(due_since)


AFTER = (
    "incident_acknowledged", "message_sent", "reporter_wrote", "information_added", "attachment_added", "answer_added",
    "incident_escalated", "incident_decided", "incident_resolved", "incident_reopened", "incident_withdrawn",
    "incident_closed", "follow_up_sent",
)  # fmt: skip


def declare():
    declare_act(Incident, "notice_silence", Act("silence_noticed", lambda row, by: by is None, _mark, _is_due))
    declare_consequences({event: [watch] for event in AFTER})
    declare_consequences({"silence_noticed": [keep_somebody_present, open_follow_up, keep_in_step, tell]})
    clock.declare_step("found quiet", _to_notice, _notice)
