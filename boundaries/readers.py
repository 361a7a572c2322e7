"""Who will read a report, told before its first word. The room above knows whose work it would be (declare)."""

import copy
from collections.abc import Callable

from accounts import independent
from boundaries.grading import grade
from boundaries.models import Incident, NamedPerson
from policies.models import DirectoryEntry

MOST = 4
_named: list[Callable] = []


def declare(function: Callable) -> None:
    """`function(incident)` gives (name, what she is here) in order of turn; the incident may not be saved."""
    _named.append(function)


def readers_of(incident) -> dict:
    """The first of them as {"name", "part"}, whether there are more, and where it goes when there is nobody."""
    found = [reader for function in _named for reader in function(incident)]
    context = {"first": [{"name": name, "part": part} for name, part in found[:MOST]], "more": len(found) > MOST}
    return context if found else context | {"outside": outside(incident.organisation)}


def before_beginning(user) -> dict:
    """Of a report that this person would write now, about nothing in particular yet."""
    incident = Incident(organisation=user.organisation, reporter=user, team=user.team, language=user.language)
    incident._prefetched_objects_cache = {"named": NamedPerson.objects.none()}
    return readers_of(incident)


def of_draft(draft) -> dict:
    """As it would be sent now: the kind and what was answered so far rule the way, and whoever is named is left out."""
    incident = copy.copy(draft)
    incident.gravity, incident.route, incident.urgent = grade(draft)
    team = (draft.client.team if draft.client_id else None) or draft.reporter.team
    incident.team = team
    return readers_of(incident)


def outside(organisation) -> dict:
    """Who is there apart from the people of the organisation: the independent contact, and authorities to call."""
    contact = independent.accepted(organisation.pk)
    return {
        "contact": independent.kind_in_words(contact) if contact else "",
        "authorities": list(DirectoryEntry.objects.offered_to(organisation).filter(kind=DirectoryEntry.Kind.AUTHORITY)),
    }
