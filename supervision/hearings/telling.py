"""Who is told of a hearing: the person concerned that she is asked, the asker what came of it; the reporter nothing."""

from django.utils.translation import gettext_lazy as _

from supervision import notices
from supervision.exports import words
from supervision.models import Hearing

REASONS = {
    "person_not_heard": _("Somebody this is about has not been heard yet. Ask her, or let a lead say why not."),
    "nobody_to_hear": _("There is nobody left who could be asked here."),
    "reporter_in_danger": _("The reporter may be in danger: escalate it and have it decided before anybody is asked."),
    "hearing_finished": _("This question is finished. It needs no answer any more."),
}
WORDS = {
    "hearing_asked": _("You are asked for your view"),
    "hearing_answered": _("The person you asked has answered"),
    "hearing_over": _("The time of the person you asked is over"),
}
ACTS = {
    "person_asked": _("Person concerned asked"),
    "person_heard": _("Person concerned heard"),
    "hearing_waived": _("Person concerned not asked, with a reason"),
    "hearing_over": _("Person concerned was asked and did not answer"),
}
# what the reporter neither reads nor prints
NOT_FOR_REPORTER = frozenset(ACTS)


def tell_person(incident, happening):
    """She hears that she is asked and where, not about which record: neither reference nor reporter."""
    hearing = Hearing.objects.select_related("person").get(incident=incident, person=happening.details["person"])
    notices.notify(None, hearing.person, "hearing_asked", address=f"/hearings/{hearing.pk}/")


def _tell_asker(kind):
    def tell(incident, happening):
        hearing = _hearing(incident, happening)
        for person in {hearing.asked_by, incident.assignee} - {None}:
            if notices.may_hear(incident, person):
                notices.notify(incident, person, kind)

    return tell


def _hearing(incident, happening):
    rows = Hearing.objects.select_related("asked_by")
    if happening.by is not None:
        return rows.get(incident=incident, person=happening.by)
    return rows.get(pk=incident.deadlines.get(pk=happening.details["deadline"]).subject_id)


FOLLOWS = {
    "person_asked": [tell_person],
    "person_heard": [_tell_asker("hearing_answered")],
    "hearing_over": [_tell_asker("hearing_over")],
}


def declare():
    """The words of these notices and events, beside all others."""
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
