"""Sentences to say: prepared words of a step in the client's language, with the organisation's own numbers filled in."""

import re

from policies.models import DirectoryEntry
from policies.norms import title_of

PLACE = re.compile(r"{(\w+)}")
FILLED_FROM = {"channel": DirectoryEntry.Kind.CHANNEL, "service": DirectoryEntry.Kind.SERVICE}


def language_of(draft) -> str:
    """The client's language; without a client the reporter's own."""
    return draft.client.preferred_language if draft.client_id else draft.language


def said(clause, language, directory, cited=()) -> list[str]:
    """The step's sentences; one that needs a number which the directory does not have, or a policy where none is cited,
    is left out."""
    values = {name: _first(directory, kind, language) for name, kind in FILLED_FROM.items()}
    values["policy"] = title_of(cited[0].clause, language) if cited else ""
    texts = clause.text(language).get("said", [])
    return [text.format(**values) for text in texts if all(values.get(name) for name in PLACE.findall(text))]


def _first(directory, kind, language):
    entry = next((entry for entry in directory if entry.kind == kind), None)
    return f"{entry.name_in(language)}, {entry.phone}" if entry else ""
