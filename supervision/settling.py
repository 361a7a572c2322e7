"""What has been dealt with: which notices an event makes pointless, for everybody at once.

Their mails are not sent any more (supervision/mail.py asks) and the inbox shows them as done. Alarms end by themselves:
supervision/models/on_call.py.
"""

import datetime

from django.utils import timezone

from supervision.models import Deadline, Notice

FIRST = "incident_submitted"  # before it nobody was told anything but its reporter, of her draft
# a draft that waits, told once a day after it was begun, and once more when it is old (supervision/drafts_waiting.py)
REMIND_DRAFT_AFTER = datetime.timedelta(hours=24)
DRAFT_WAITS, DRAFT_OLD = OF_DRAFTS = ("draft_waits", "draft_old")
ANSWER_OWED = (Deadline.Kind.REPLY, Deadline.Kind.URGENT)
# what asks for an answer
ASKS = ("report_received", "urgent_report", "handed_to_you", "reporter_wrote", "reopened", "quiet", "not_understood")
EVERYTHING = (*ASKS, "information_added", "decision_needed", "exception_asked", "reminder", "late")

# event -> kinds of notice that nobody has to act upon any more
SETTLED = {
    FIRST: OF_DRAFTS,
    "incident_acknowledged": ASKS,
    "message_sent": ASKS,
    "incident_decided": (*ASKS, "decision_needed"),
    "incident_resolved": (*ASKS, "decision_needed", "exception_asked"),
    "text_translated": ("translation_needed",),
    "name_opened": ("name_asked",),
    "name_refused": ("name_asked",),
    "incident_withdrawn": EVERYTHING,
    "incident_closed": EVERYTHING,
}
# kind of notice -> the mark of an obligation; the notice stands as long as an open one carries it
OF_OBLIGATIONS = {"reminder": "reminded_at", "late": "breached_at"}
# what concerns only whoever has the record, and nobody who had it before
OF_THE_ASSIGNEE = ("report_received", "urgent_report", "handed_to_you", "reporter_wrote", "quiet", "not_understood")
# in the event's data: somebody else has it from now on
HANDED_OVER = ("assignee", "next_person")


def settle(incident, happening) -> None:
    """In the transaction of the event, after its consequences and before its own notices are written."""
    if happening.act != FIRST and any(happening.data.get(name) for name in HANDED_OVER):
        settle_for_others(incident, incident.assignee_id)
    kinds = SETTLED.get(happening.act, ())
    if happening.act == FIRST and incident.submitted_at - incident.started_at < REMIND_DRAFT_AFTER:
        return  # as nearly always: nothing to look up
    if kinds not in ((), EVERYTHING, OF_DRAFTS):
        kinds = _no_longer_owed(incident, kinds)
    if kinds:
        _settle(Notice.objects.filter(incident=incident, kind__in=kinds))


def settle_for_others(incident, user_id) -> None:
    """This person has it now: what asked somebody else for an answer is done for her."""
    _settle(Notice.objects.filter(incident=incident, kind__in=OF_THE_ASSIGNEE).exclude(user=user_id))


def settle_kinds(incident, kinds) -> None:
    """A topic's own notices, done with for everybody."""
    _settle(Notice.objects.filter(incident=incident, kind__in=kinds))


def _settle(rows):
    rows.filter(settled_at=None).update(settled_at=timezone.now(), digest_due_at=None)


def _no_longer_owed(incident, kinds):
    """A sign of attention answers nothing: what asks for an answer stays as long as one is owed, a reminder or a delay
    as long as another obligation is in the same state."""
    owed = list(incident.deadlines.open().values("kind", *OF_OBLIGATIONS.values()))
    if any(row["kind"] in ANSWER_OWED for row in owed):
        kinds = [kind for kind in kinds if kind not in ASKS]
    return [*kinds, *(kind for kind, mark in OF_OBLIGATIONS.items() if not any(row[mark] for row in owed))]
