"""Who is told of a consultation: the colleague where her page is, whoever asked what came of it; the reporter the fact."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.door import declare_consequences
from supervision import notices
from supervision.consultations import standing
from supervision.exports import words
from supervision.models import Consultation, Deadline
from supervision.settling import settle_kinds
from supervision.telling_many import settle_page

REASONS = {
    "consultation_unanswered": _(
        "A colleague was asked and has not answered yet. Wait for her, or take the question back."
    ),
    "consultation_finished": _("This question was answered or taken back, or the report is finished: no answer is needed."),
    "no_consultation_waits": _("No question to a colleague waits for an answer here."),
    "no_authority_waits": _("There is no authority here whose decision is still to be recorded."),
}
WORDS = {
    "consulted": _("A colleague asks for your view"),
    "consultation_due": _("Your view, which a colleague asked for, is due soon"),
    "consultation_late": _("Your view, which a colleague asked for, is late"),
    "consultation_called_off": _("A question to you was taken back"),
    "consultation_taken_back": _("Question to a colleague taken back"),
    "consultation_answered": _("The colleague you asked has answered"),
    "consultation_waits": _("The answer of the colleague you asked is due soon"),
    "consultation_overdue": _("The answer of the colleague you asked is late"),
    "authority_consulted": _("It was noted that an authority was told"),
    "authority_answered": _("The decision of an authority was recorded"),
}
ACTS = {
    "colleague_consulted": _("Colleague asked for advice"),
    "colleague_answered": _("Colleague’s advice given"),
    "consultation_withdrawn": _("Question to a colleague taken back"),
    "authority_consulted": _("Authority told"),
    "authority_answered": _("Decision of an authority recorded"),
}
# the reporter learns that a colleague was asked, and neither who nor what she said
NOT_FOR_REPORTER = frozenset({"colleague_answered", "consultation_withdrawn", "authority_answered"})
# by the event of the clock: what the colleague is told, and what whoever asked
OF_THE_CLOCK = {
    "deadline_reminded": ("consultation_due", "consultation_waits"),
    "deadline_breached": ("consultation_late", "consultation_overdue"),
}
OF_THE_ASKER = ("consultation_waits", "consultation_overdue")


def is_kept_from_reporter(event) -> bool:
    """Also what the clock did about a colleague's answer."""
    return event.act in NOT_FOR_REPORTER or event.data.get("kind") == standing.DUE


def page_of(row) -> str:
    return reverse("consultation", args=[row.pk])


def tell_colleague(incident, happening):
    """She hears that she is asked and where, not about which record."""
    row = standing.waiting(incident).select_related("asked_of").get(asked_of=happening.details["person"])
    happening.data["consultation"] = str(row.pk)
    _tell_consulted(row, "consulted")


def tell_asker(incident, happening):
    row = _row(happening.details["consultation"])
    _settle(incident, row)
    _tell_whoever_asked(incident, row, "consultation_answered", besides=happening.by)


def tell_called_off(incident, happening):
    row = _row(happening.details["consultation"])
    _settle(incident, row)
    _tell_consulted(row, "consultation_called_off")
    _tell_whoever_asked(incident, row, "consultation_taken_back", besides=happening.by)


def tell_of_the_clock(incident, happening):
    """Once each, as the clock marks it; where the colleague has left, whoever asked is told all the same."""
    if happening.data["kind"] != standing.DUE:
        return
    row = _row(Deadline.objects.get(pk=happening.data["deadline"]).subject_id)
    to_colleague, to_asker = OF_THE_CLOCK[happening.act]
    _tell_consulted(row, to_colleague)
    _tell_whoever_asked(incident, row, to_asker)


def tell_assignee(incident, happening):
    person = incident.assignee
    if person is not None and person != happening.by and notices.may_hear(incident, person):
        notices.notify(incident, person, happening.act)


def settle_all(incident, happening):
    """Taken back or finished: nobody is asked anything any more."""
    for row in standing.waiting(incident):
        settle_page(page_of(row))
    settle_kinds(incident, OF_THE_ASKER)


def _row(key):
    return Consultation.objects.select_related("asked_by", "asked_of").get(pk=key)


def _tell_consulted(row, kind):
    if standing.asked_of(row.asked_of).filter(pk=row.pk).exists():
        notices.notify(None, row.asked_of, kind, address=page_of(row))


def _tell_whoever_asked(incident, row, kind, besides=None):
    """Whoever has the record now where she has left, or reads it no more."""
    people = [person for person in (row.asked_by, incident.assignee) if person and notices.may_hear(incident, person)]
    if people and people[0] != besides:
        notices.notify(incident, people[0], kind)


def _settle(incident, row):
    settle_page(page_of(row))
    if not standing.waiting(incident).exists():
        settle_kinds(incident, OF_THE_ASKER)


FOLLOWS = {
    "colleague_consulted": [tell_colleague],
    "colleague_answered": [tell_asker],
    "consultation_withdrawn": [tell_called_off],
    "authority_consulted": [tell_assignee],
    "authority_answered": [tell_assignee],
    "deadline_reminded": [tell_of_the_clock],
    "deadline_breached": [tell_of_the_clock],
    "incident_withdrawn": [settle_all],
    "incident_closed": [settle_all],
}


def declare():
    """The words of these notices and events, beside all others."""
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
    declare_consequences(FOLLOWS)
