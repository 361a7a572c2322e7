"""The translator's task: opened where somebody lacks a text in a language of hers, met when she lacks none any more."""

from django.utils import timezone

from accounts.roles import Right
from audit.door import declare_consequences
from boundaries.acts import SENT
from boundaries.models import Access, Incident
from supervision import obligations
from supervision.models import Deadline
from supervision.notices import notify
from supervision.translating import asking
from supervision.translating.lacking import lacking
from supervision.translating.people import is_fit, translator_for

TRANSLATION = Deadline.Kind.TRANSLATION
# whatever adds a text, or may bring another assignee or an absence
EVENTS = (
    "incident_submitted", "incident_acknowledged", "message_sent", "message_corrected", "follow_up_sent",
    "reporter_wrote", "information_added", "answer_added", "incident_escalated", "incident_decided",
    "incident_resolved", "incident_reopened", "incident_assigned", "other_person_asked", "cover_arranged",
    "plan_item_proposed", "plan_item_reworded", "plan_item_ended",
    "owner_changed", "cover_ended", "deadline_reminded", "deadline_breached", "text_translated",
)  # fmt: skip
OVER = ("incident_withdrawn", "incident_closed")


def keep_translated(incident, happening):
    """A consequence of everything that may change who understands what; the event says who is asked."""
    lacks = lacking(incident) if incident.status in SENT else []
    if not lacks:
        # what has just been sent cannot have a task yet
        if happening.act != "incident_submitted" and obligations.meet(incident, TRANSLATION):
            _close_doors(incident)
        return
    open_task = incident.deadlines.open().select_related("owner__profile__team").filter(kind=TRANSLATION).first()
    owner = open_task.owner if open_task else None
    if not is_fit(incident, owner, lacks):
        owner = translator_for(incident, lacks)
        _hand_to(incident, owner, open_task)
        happening.data["translator"] = str(owner.pk) if owner else None
    asking.ask(incident, lacks)


def _hand_to(incident, owner, open_task):
    """A door and a notice for whoever translates; for whoever translated until now it closes."""
    _close_doors(incident)
    if owner is not None:
        door = {"incident": incident, "user": owner, "basis": Access.Basis.TRANSLATING}
        Access.objects.update_or_create(**door, defaults={"until": None})
    if open_task is None:
        obligations.open_deadline(incident, TRANSLATION, owner)
    else:
        open_task.owner = owner
        open_task.save(update_fields=["owner"])
    if owner is not None:
        notify(incident, owner, "translation_needed")


def end(incident, happening):
    obligations.cancel(incident, TRANSLATION)
    _close_doors(incident)


def _close_doors(incident):
    incident.doors.filter(basis=Access.Basis.TRANSLATING, until=None).update(until=timezone.now())


def tasks_of(user) -> list[Deadline]:
    """What waits for this person's translation, the most pressing first."""
    if not user.has_right(Right.ANSWER):
        return []
    rows = Deadline.objects.open().filter(kind=TRANSLATION, owner=user, organisation_id=user.organisation_id)
    rows = rows.filter(incident__in=Incident.objects.visible_to(user).values("pk"))
    related = ("incident__event_type", "incident__event_rule", "incident__organisation")
    return list(rows.select_related(*related).order_by("due_at")[:50])


def declare():
    """After what gives the record to somebody, and before the search reads what was written."""
    declare_consequences({event: [keep_translated] for event in EVENTS} | {event: [end] for event in OVER})
