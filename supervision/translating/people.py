"""Who is asked to translate: somebody who may answer, is there, and reads both languages; else a lead finds an interpreter."""

from accounts.models import User
from boundaries.choices import Route
from supervision import assignment, presence
from supervision.matching.people import is_eligible, unwanted
from supervision.translating.lacking import languages_of


def can_translate(incident, person, lacks) -> bool:
    """Both languages of everything that is lacking."""
    needed = {language for lack in lacks for language in (lack.text.language, lack.into)}
    return needed <= languages_of(person) and is_eligible(incident, person) and not presence.is_away(person)


def translator_for(incident, lacks) -> User | None:
    """The first who can, of the same team first; else whoever decides and is there, to arrange an interpreter.

    Nobody whom the reporter refused, unless there is nobody else.
    """
    able = [person for person in _colleagues(incident) if can_translate(incident, person, lacks)]
    found = _wanted(incident, able)
    if found:
        return min(found, key=lambda person: (person.team is None or person.team.pk != incident.team_id, person.pk))
    return arranger(incident) or next(iter(able), None)


def _wanted(incident, people):
    refused = unwanted(incident) if people else ()
    return [person for person in people if str(person.pk) not in refused]


def arranger(incident) -> User | None:
    people = assignment.deciders(incident)
    there = [person for person in people if not presence.is_away(person)]
    return next(iter(_wanted(incident, there) or there or people), None)


def is_fit(incident, person, lacks) -> bool:
    """Whether a task may stay with whom it was given: a translator who still can, or a lead while no translator is found."""
    if person is None:
        return False
    if can_translate(incident, person, lacks) and _wanted(incident, [person]):
        return True
    return translator_for(incident, lacks) == person


def _colleagues(incident):
    rows = User.objects.filter(organisation_id=incident.organisation_id, is_active=True).exclude(pk=incident.reporter_id)
    rows = rows.exclude(pk=incident.assignee_id).select_related("profile__team").order_by("pk")
    if incident.route == Route.INDEPENDENT and incident.team is not None:  # past the line: nobody of it
        rows = rows.exclude(pk__in={incident.team.supervisor_id, incident.team.lead_id} - {None})
    return rows
