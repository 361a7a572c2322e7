"""The first word between two people: offered when a reporter and whoever answers her have not met yet (B-SV-06)."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boundaries.choices import OPEN
from boundaries.models import Incident
from policies.builtin import prepared_text
from policies.models import ServiceStandard
from supervision.models import Message

# SV.7-10: beside the text, not in it
HINTS = (
    gettext_lazy("Professional, of a high standard: the first word sets the tone."),
    gettext_lazy("Friendly and caring, in plain words."),
    gettext_lazy("Mindful of what this person needs: look at discomfort and safety first."),
    gettext_lazy("Safe to be open: nobody is judged here, and there is no wrong way to tell it."),
)


def text_for(incident, person) -> str:
    """The welcome in the reporter's language, where it is the first word between the two; else ""."""
    return _text(incident, person) if is_first_word(incident, person) else ""


def is_first_word(incident, person) -> bool:
    """Hers to answer, not answered by her yet, and either they have not met or somebody else had it before.

    Where somebody is in danger the first word is about that, and no prepared one.
    """
    if incident.assignee_id != person.pk or incident.status not in OPEN or incident.urgent:
        return False
    if incident.messages.filter(author=person, kind__in=Message.ANSWERS).exists():
        return False
    return incident.assignments.exclude(user=person).exists() or not have_met(incident, person)


def have_met(incident, person) -> bool:
    """Another report of this reporter was this person's. Behind a pseudonym everybody is met for the first time."""
    if incident.behind_pseudonym:
        return False
    earlier = Incident.objects.sent().filter(reporter=incident.reporter_id, behind_pseudonym=False).exclude(pk=incident.pk)
    return earlier.filter(assignments__user=person).exists()


def offer(form) -> None:
    """Begin an answer's form with it, its hints beside; suggested, and free to be written over."""
    if text := text_for(form.incident, form.by):
        form.fields["body"].initial = text
        form.fields["kind"].initial = Message.Kind.WELCOME
        form.fields["language"].initial = form.incident.language
        form.welcome_hints = HINTS


def _text(incident, person):
    language = incident.language
    with translation.override(language):
        # behind a pseudonym nobody is addressed by her name, whoever knows it
        name = _("colleague") if incident.behind_pseudonym else incident.reporter.given_name
        values = {
            "name": name,
            "supervisor": person.short_name,
            "availability": _("the same day"),
            "hours": ServiceStandard.at(incident.organisation_id).reply_hours,
        }
        return prepared_text("welcome", language, **values)
