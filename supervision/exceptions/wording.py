"""What the policy owner reads of an exception: a purpose that names nobody and quotes nothing of the report."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from boundaries import pseudonyms
from supervision.hearings.naming import stands_in

RUN = 5  # so many words in a row are a quotation
OF_THE_REPORT = (
    "question", "what_happened", "request_verbatim", "own_observations", "feelings", "stated_reason", "response_given",
    "expectation_text", "client_missing_reason", "not_present_reason",
)  # fmt: skip


def check(incident, text, by) -> None:
    """Raises ValidationError. Where the approver does not know the reporter, her name is not asked for."""
    if any(stands_in(name, text) for name in _names(incident, by)):
        raise ValidationError({"text": _("This names somebody, or this record. Say it without.")})
    if _runs(text) & _runs(*_words_of_report(incident)):
        raise ValidationError({"text": _("These are words of the report. Say in your own words what the rule needs.")})


def _names(incident, by):
    yield incident.reference
    if not pseudonyms.hides(incident, by):
        yield from (incident.reporter.given_name, incident.reporter.family_name)
    if incident.client_id:
        yield incident.client.code
        if identity := getattr(incident.client, "identity", None):
            yield from (identity.given_name, identity.family_name)
    for person in incident.named.select_related("user"):
        yield from (person.user.given_name, person.user.family_name) if person.user_id else person.name.split()


def _words_of_report(incident):
    answers = incident.answers.all()
    own = [getattr(incident, name) for name in OF_THE_REPORT]
    return [*own, *(answer.note for answer in answers), *(answer.data.get("reason", "") for answer in answers)]


def _runs(*texts) -> set[tuple[str, ...]]:
    found = set()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        found |= {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}
    return found
