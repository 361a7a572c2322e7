"""Which words an incident is found by: the reporter's texts, step notes, additions, and what rooms above declare.

Never among them: how to reach the reporter safely, anybody's name from a field for names, the line's own reasons.
"""

from collections.abc import Callable, Iterable

from boundaries import pseudonyms
from policies.search.folding import words_of

MOST_BYTES = 400_000  # PostgreSQL's tsvector ends at a megabyte; some thousand times a usual report
TEXTS = (
    "what_happened", "request_verbatim", "own_observations", "feelings", "stated_reason", "response_given",
    "expectation_text", "question",
)  # fmt: skip
_providers: list[Callable] = []


def declare_words(provider: Callable[[list], dict[object, list[str]]]) -> None:
    """Register texts written after sending: a function that gives texts by incident id for a list of incidents."""
    _providers.append(provider)


def words_of_incidents(incidents: list) -> dict[object, str]:
    """What stands in SearchEntry.words, by incident id. Give incidents with their client."""
    texts = {incident.pk: _own_texts(incident) for incident in incidents}
    for provider in (_notes, _additions, *_providers):
        for key, more in provider(incidents).items():
            texts[key] += more
    return {incident.pk: stored(words_of(*_without_name(incident, texts[incident.pk]))) for incident in incidents}


def words_as_sent(incident) -> str:
    """The same for one that was sent just now, to which neither additions nor messages can belong."""
    notes = [text for answer in incident.answers.all() for text in _said(answer.note, answer.data)]
    return stored(words_of(*_without_name(incident, [*_own_texts(incident), *notes])))


def _without_name(incident, texts):
    """Whoever stays behind a pseudonym is not found by her name, though she or somebody else wrote it."""
    if not incident.behind_pseudonym:
        return texts
    masks = pseudonyms.masks_of(incident, by="")
    return [masks.on(text) for text in texts]


def stored(words: Iterable[str]) -> str:
    """A space before and behind each word, so that a word's beginning and end can be seen."""
    text = " ".join(words)
    if len(text) * 4 > MOST_BYTES:
        text = text.encode()[:MOST_BYTES].decode(errors="ignore").rpartition(" ")[0]
    return f" {text} "


def _own_texts(incident):
    """The reference as a whole and without its DS; the client by code, never by name."""
    code = incident.client.code if incident.client_id else ""
    return [incident.reference, incident.reference.partition("-")[2], code, *(getattr(incident, name) for name in TEXTS)]


def _notes(incidents):
    from boundaries.models import StepAnswer

    found = {}
    rows = StepAnswer.objects.filter(incident__in=incidents).values_list("incident_id", "note", "data")
    for key, note, data in rows:
        found.setdefault(key, []).extend(_said(note, data))
    return found


def _said(note, data):
    return [note, *(data.get(name) or "" for name in ("reason", "consulted"))]


def _additions(incidents):
    from boundaries.models import Addendum

    return texts_by_incident(Addendum.objects.filter(incident__in=incidents), "text")


def texts_by_incident(rows, field) -> dict[object, list[str]]:
    found = {}
    for key, text in rows.order_by("pk").values_list("incident_id", field):
        found.setdefault(key, []).append(text)
    return found
