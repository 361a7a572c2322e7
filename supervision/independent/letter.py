"""What is sealed of a report: everything that its reporter said, in her words, under headings in the contact's language."""

import json

from django.utils import translation
from django.utils.translation import gettext as _

from boundaries import reach, reading, words
from boundaries.forms.step import in_words
from boundaries.masks import Masks
from boundaries.pseudonyms import masks_of, pseudonym
from policies.models import DirectoryEntry
from supervision.moments import local_moment


def letter(incident, contact, proof, since=None) -> bytes:
    """JSON: {"reference", "language" (of the words), "proof", "lines": [{"label", "value"}, ...]}.

    With `since` only what the reporter wrote after that moment: the report is with a contact who did not let it go.
    """
    with translation.override(contact.language):
        if since is None:
            lines = [*_facts(incident), *_words(incident), *_steps(incident), *_later(incident)]
        else:
            lines = [(_("Before this"), _("The contact before you has the report itself and has not handed it over."))]
        masks = _masks(incident)
    written = [{"label": str(name), "value": masks.on(str(value))} for name, value in lines if value]
    content = {"reference": incident.reference, "language": incident.language, "proof": proof, "lines": written}
    if since is not None:
        content["lines"] += json.loads(written_since(incident, contact, since))["lines"]
    return json.dumps(content, ensure_ascii=False).encode()


def written_since(incident, contact, since) -> bytes:
    """The same for what the reporter wrote afterwards; b"" where she wrote nothing."""
    rows = incident.messages.filter(author=incident.reporter_id, sent_at__gt=since).order_by("sent_at")
    with translation.override(contact.language):
        masks = _masks(incident)
        moments = [local_moment(row.sent_at, incident.organisation) for row in rows]
    lines = [{"label": at, "value": masks.on(row.body)} for at, row in zip(moments, rows, strict=True)]
    content = {"reference": incident.reference, "language": incident.language, "lines": lines}
    return json.dumps(content, ensure_ascii=False).encode() if lines else b""


def _masks(incident):
    """A name that was not given to us goes nowhere, even where it was written in a text."""
    return masks_of(incident) if incident.behind_pseudonym else Masks()


def _facts(incident):
    who = pseudonym(incident) if incident.behind_pseudonym else str(incident.reporter)
    yield _("Reported by"), who
    yield _("How the reporter may be reached safely"), reach.shown(incident.reach_safely)
    yield _("Sent"), local_moment(incident.submitted_at, incident.organisation)
    yield _("Worried about safety"), words.YES_NO_UNSURE.get(incident.safety_concern, "")
    yield _("The question"), incident.question
    if incident.protocol_version_id:
        yield from ((row["label"], row["value"]) for row in reading.basics(incident))


def _words(incident):
    for part in (reading.in_words, reading.response, reading.hopes):
        if incident.protocol_version_id:
            yield from ((row["label"], row["value"]) for row in part(incident))


def _steps(incident):
    if incident.protocol_version_id is None:
        return
    entries = list(DirectoryEntry.objects.offered_to(incident.organisation))
    for answer in incident.answers.select_related("clause").order_by("clause__number"):
        said = "\n".join(filter(None, [in_words(answer.clause, answer, entries), answer.note]))
        yield f"{answer.clause.number}. {answer.clause.text()['title']}", said


def _later(incident):
    for addendum in incident.addenda.order_by("at"):
        yield _("Added later"), addendum.text
    for message in incident.messages.exclude(author=None).order_by("sent_at"):
        yield _("In the conversation"), f"{_speaker(incident, message)}: {message.body}"


def _speaker(incident, message):
    is_hidden = incident.behind_pseudonym and message.author_id == incident.reporter_id
    return pseudonym(incident) if is_hidden else message.author.short_name
