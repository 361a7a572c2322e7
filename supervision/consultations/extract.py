"""What a colleague is shown of a report: its words without anybody's name, and nothing that names somebody after all."""

import re
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from boundaries import pseudonyms
from boundaries.masks import Masks
from boundaries.words import kind_in_words
from supervision.hearings.naming import SHORTEST, stands_in

# neither feelings nor how to reach her: they stay between the reporter and those who answer
SHOWN = ("question", "what_happened", "request_verbatim", "stated_reason", "own_observations", "response_given")


class Names:
    """Everybody whom the extract must not name, with the word that stands there instead."""

    def __init__(self, incident):
        self.incident = incident

    def masked(self, text) -> str:
        """Names go with their endings; rather a word too many than a name."""
        text = self._masks.on(text)
        for names, word in self._people:
            for name in filter(lambda name: len(name) >= SHORTEST, names):
                text = re.sub(
                    rf"(?<!\w){re.escape(name)}\w*", lambda _match, word=word: word, text, flags=re.IGNORECASE
                )
        return text

    def stand_in(self, text, by) -> bool:
        """Whether somebody is named. Where the asker does not know the reporter, her name is not asked for: a refusal
        would tell that it was guessed."""
        people = [self._of_reporter] if not pseudonyms.hides(self.incident, by) else []
        people += [*self._of_client, *self._of_named]
        masks = Masks()
        for names, word in people:
            masks.add(names, word)
        plain = [self.incident.reference, *(name for names, _word in people for name in names)]
        return any(stands_in(name, text) for name in plain) or bool(masks.found(text))

    @cached_property
    def _masks(self):
        masks = Masks()
        for names, word in self._people:
            masks.add(names, word)
        return masks

    @property
    def _people(self):
        return [
            self._of_reporter,
            *self._of_client,
            *self._of_named,
            *self._of_colleagues,
            ((self.incident.reference,), "…"),
        ]

    @property
    def _of_reporter(self):
        reporter = self.incident.reporter
        return (reporter.given_name, reporter.family_name), _("[the reporter]")

    @cached_property
    def _of_client(self):
        client = self.incident.client
        if client is None:
            return []
        identity = getattr(client, "identity", None)
        names = (identity.given_name, identity.family_name) if identity else ()
        return [(names, _("[the client]")), ((client.code,), _("[the client]"))]

    @cached_property
    def _of_named(self):
        rows = self.incident.named.select_related("user")
        people = [
            (row.user.given_name, row.user.family_name) if row.user_id else tuple(row.name.split()) for row in rows
        ]
        return [(names, _("[somebody named in the report]")) for names in people]

    @cached_property
    def _of_colleagues(self):
        """Who has it need not be read from the words of a report either; a question may well name her."""
        assignee = self.incident.assignee
        return [((assignee.given_name, assignee.family_name), _("[a colleague]"))] if assignee else []


def prefilled(incident, by) -> str:
    """The report's own words, in the asker's language where somebody translated them."""
    translated = _translated(incident, by.language)
    texts = [translated.get(name) or getattr(incident, name) for name in SHOWN]
    names = Names(incident)
    return "\n\n".join([kind_in_words(incident), *(names.masked(text.strip()) for text in texts if text.strip())])


def _translated(incident, language):
    rows = incident.translations.filter(subject_id=incident.pk, language=language, field__in=SHOWN)
    return {row.field: row.text for row in rows.order_by("at")}


def check(incident, by, **texts) -> None:
    """Raises ValidationError beside each text that names the client, the reporter, somebody of the event, or the record."""
    names = Names(incident)
    faults = {field: _named_somebody() for field, text in texts.items() if names.stand_in(text, by)}
    if faults:
        raise ValidationError(faults)


def _named_somebody():
    return _("This names the client, the reporter, somebody who is part of it, or this record. Ask without it.")
