"""Whose turn it is: one answer for the queue, the record's page and programs, asked of the rows and never stored."""

from enum import StrEnum

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from boundaries.choices import Status
from boundaries.models import Incident
from supervision.models import Deadline, Message

Due, Kind = Deadline.Kind, Message.Kind
# what is with the reporter once it is said
ASKS = (Kind.QUESTION, Kind.FOLLOW_UP)
# said by us as an answer or to keep in touch; a correction of something older asks nothing new
OURS = (*Message.ANSWERS, Kind.FOLLOW_UP)
# the person concerned, or a colleague, was asked before anything is decided; a translator helps whoever's turn it is
CONSULTED = (Due.HEARING, Due.CONSULTATION)


class WaitingOn(StrEnum):
    NOBODY = "nobody"
    SUPERVISOR = "supervisor"
    LEAD = "lead"
    CONSULTEE = "consultee"
    REPORTER = "reporter"


def waiting_on(incident) -> WaitingOn:
    return waiting_on_each([incident])[incident.pk]


def as_told(turn, incident, user) -> WaitingOn:
    """Whose turn this reader is told: that somebody is being heard or asked is not the reporter's to know."""
    return WaitingOn.SUPERVISOR if turn == WaitingOn.CONSULTEE and incident.reporter_id == user.pk else turn


def waiting_on_each(incidents) -> dict:
    """{key of the incident: whose turn}, in two statements however many they are.

    An escalation waits for whoever decides, though an answer is owed as well: the decision gives it.
    """
    turns = {row.pk: _by_its_own_row(row) for row in incidents}
    unsaid = [key for key, turn in turns.items() if turn is None]
    if unsaid:
        consulted, last = _consulted(unsaid), last_said(unsaid)
        for key in unsaid:
            turns[key] = _by_what_was_said(key in consulted, last.get(key))
    return turns


def _by_its_own_row(row):
    if row.status in (Status.CLOSED, Status.WITHDRAWN):
        return WaitingOn.NOBODY
    if row.status == Status.DRAFT:
        return WaitingOn.REPORTER
    if row.status == Status.ESCALATED:
        return WaitingOn.LEAD
    if row.due_at is not None:  # an answer, urgent or not, or a promise
        return WaitingOn.SUPERVISOR
    return WaitingOn.NOBODY if row.status == Status.RESOLVED else None


def _by_what_was_said(is_consulted, last_kind):
    if is_consulted:
        return WaitingOn.CONSULTEE
    return WaitingOn.REPORTER if last_kind in ASKS else WaitingOn.SUPERVISOR


def _consulted(keys):
    rows = Deadline.objects.open().filter(incident__in=keys, kind__in=CONSULTED)
    return set(rows.values_list("incident_id", flat=True))


def last_said(keys) -> dict:
    """{key of an incident: the kind of the last thing that we said in its conversation}."""
    said = Message.objects.filter(incident=OuterRef("pk"), kind__in=OURS, supersedes=None).order_by("-sent_at")
    rows = Incident.objects.filter(pk__in=keys).annotate(last_kind=Subquery(said.values("kind")[:1]))
    return dict(rows.values_list("pk", "last_kind"))


def in_words(row, turn, user) -> str:
    """As it stands in a list: mine, a colleague's, the reporter's. Nothing where nobody's."""
    turn = as_told(turn, row, user)
    if turn == WaitingOn.LEAD:
        return _("you") if row.escalated_to_id == user.pk else _("decision")
    if turn == WaitingOn.SUPERVISOR:
        if row.assignee_id == user.pk:
            return _("you")
        return row.assignee.short_name if row.assignee_id else _("nobody yet")
    words = {WaitingOn.REPORTER: _("reporter"), WaitingOn.CONSULTEE: _("somebody who was asked")}
    return words.get(turn, "")
