"""Which texts somebody cannot read who has to: the assignee what the reporter wrote, the reporter what is written to her."""

from dataclasses import dataclass
from uuid import UUID

from audit.prepared import Prepared
from boundaries.models import Addendum, Incident
from supervision.models import Message, PlanItem
from supervision.translating.texts import Text, texts_of


@dataclass(frozen=True)
class Lack:
    """A text without a translation, and the language into which it is wanted."""

    text: Text
    into: str


def languages_of(person) -> set[str]:
    """Those that she reads; the language of her own pages is one of them."""
    profile = getattr(person, "profile", None)
    return {person.language, *(profile.languages if profile else ())}


def lacking(incident) -> list[Lack]:
    """In the order of the record; nothing where nobody answers yet."""
    if incident.assignee_id is None or _all_understand(incident):
        return []
    ours, hers = languages_of(incident.assignee), languages_of(incident.reporter) | {incident.language}
    there = set(incident.translations.values_list("subject_id", "field", "language"))
    found = []
    for text in texts_of(incident):
        known, into = (ours, incident.assignee.language) if text.is_reporters else (hers, incident.language)
        if text.language not in known and not any((*text.place, language) in there for language in known):
            found.append(Lack(text, into))
    return found


def _all_understand(incident) -> bool:
    """The usual case at the cost of a few small questions: everybody reads every language that was written here."""
    if incident.language != incident.assignee.language and incident.language not in languages_of(incident.assignee):
        return False
    written = [row for asked in (_ADDED, _SAID, _PLANNED) for row in asked.rows(incident=incident.pk)]
    return all(language == incident.language for (language,) in written)


def _added(incident):
    return Addendum.objects.filter(incident_id=incident).order_by().values_list("language").distinct()


def _said(incident):
    return Message.objects.filter(incident_id=incident).exclude(author=None).order_by().values_list("language").distinct()


def _planned(incident):
    return PlanItem.objects.filter(incident_id=incident).order_by().values_list("language").distinct()


_ADDED, _SAID, _PLANNED = (
    Prepared(make, incident=(Incident._meta.pk, UUID(int=1))) for make in (_added, _said, _planned)
)
