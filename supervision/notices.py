"""Who is told what: event -> people -> kind of notice. A notice says that something happened, never what it says."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import places
from audit.inserting import insert
from audit.models import OutboxItem
from boundaries import rights
from boundaries.choices import Route
from boundaries.models import Incident
from supervision import assignment
from supervision.models import Deadline, Notice

MOST = 50  # on one page of a list

# kind of notice -> its line in the inbox and the subject of its mail
WORDS = {
    "report_received": _("A report waits for your answer"),
    "urgent_report": _("An urgent report waits for you now"),
    "answered": _("You have an answer"),
    "reporter_wrote": _("Somebody you support wrote to you"),
    "information_added": _("Information was added to a report"),
    "decision_needed": _("A decision is asked of you"),
    "decided": _("A decision was made on a report that is with you"),
    "result": _("We have come to a result"),
    "agreed": _("A result was agreed"),
    "reopened": _("A report was reopened"),
    "withdrawn": _("A report was withdrawn"),
    "closed": _("A report of yours is finished"),
    "reminder": _("An answer is due soon"),
    "late": _("An answer is late"),
}


def _assignee(incident, happening):
    return [incident.assignee]


def _reporter(incident, happening):
    return [incident.reporter]


def _other_side(incident, happening):
    """Whoever did not act: the reporter hears of the supervisor's act, the assignee of the reporter's."""
    by_reporter = happening.by is not None and happening.by.pk == incident.reporter_id
    return [incident.assignee if by_reporter else incident.reporter]


def _addressee(incident, happening):
    return [incident.escalated_to]


def _owner(incident, happening):
    return [Deadline.objects.select_related("owner").get(pk=happening.data["deadline"]).owner]


def _owner_and_leads(incident, happening):
    team_lead = incident.team.lead if incident.team and incident.route != Route.INDEPENDENT else None
    return [*_owner(incident, happening), team_lead, *assignment.deciders(incident)[:1]]


def _received(incident):
    return "urgent_report" if incident.urgent else "report_received"


TOLD = {
    "incident_submitted": [(_assignee, _received)],
    "incident_acknowledged": [(_reporter, "answered")],
    "message_sent": [(_reporter, "answered")],
    "reporter_wrote": [(_assignee, "reporter_wrote")],
    "information_added": [(_other_side, "information_added")],
    "attachment_added": [(_other_side, "information_added")],
    "answer_added": [(_other_side, "information_added")],
    "incident_escalated": [(_addressee, "decision_needed")],
    "incident_decided": [(_reporter, "answered"), (_assignee, "decided")],
    "incident_resolved": [(_reporter, "result")],
    "result_agreed": [(_assignee, "agreed")],
    "incident_reopened": [(_other_side, "reopened")],
    "incident_withdrawn": [(_assignee, "withdrawn")],
    "incident_closed": [(_reporter, "closed")],
    "deadline_reminded": [(_owner, "reminder")],
    "deadline_breached": [(_owner_and_leads, "late")],
}


def tell(incident, happening):
    """Write the notices of this event, and a mail for each person who has an address; nobody twice, walls first."""
    for people, kind in TOLD[happening.act]:
        kind = kind(incident) if callable(kind) else kind
        told = {person.pk: person for person in people(incident, happening) if person is not None}
        for person in told.values():
            if person != happening.by and may_hear(incident, person):
                notify(incident, person, kind)


def notify(incident, person, kind):
    notice = insert(Notice(user=person, incident=incident, kind=kind))
    if person.email:
        item = OutboxItem(
            organisation_id=incident.organisation_id,
            channel="mail",
            recipient_id=person.pk,
            payload={"notice": str(notice.pk), "kind": kind, "reference": incident.reference},
        )
        insert(item)


def may_hear(incident, person) -> bool:
    """Only who may see a record hears of it; walls included. Whoever it is assigned to sees it unless walled off."""
    if person.pk == incident.assignee_id and rights.belongs(incident, person):
        return True
    return rights.reads(incident, person)


def inbox(user, *, newest=100, only_unread=False) -> list[Notice]:
    """This person's newest notices about records that she may still see."""
    rows = Notice.objects.filter(user=user).select_related("incident").order_by("-created_at")
    if only_unread:
        rows = rows.filter(read_at=None)
    return still_visible(user, rows[: newest * 2])[:newest]


def inbox_page(user, after) -> tuple[list[Notice], str]:
    """The same one page at a time; a page may be shorter where a record has gone out of sight."""
    found, place = places.page(Notice.objects.filter(user=user).select_related("incident"), "-created_at", after, MOST)
    return still_visible(user, found), place


def mark_all_read(user) -> int:
    return Notice.objects.filter(user=user, read_at=None).update(read_at=timezone.now())


def still_visible(user, rows) -> list:
    """Those rows whose incident this person may see: a few are looked up, never everything visible listed."""
    rows = list(rows)
    visible = Incident.objects.visible_to(user).filter(pk__in={row.incident_id for row in rows})
    keys = set(visible.values_list("pk", flat=True))
    return [row for row in rows if row.incident_id in keys]


def mark_read(user, incident) -> None:
    Notice.objects.filter(user=user, incident=incident, read_at=None).update(read_at=timezone.now())
