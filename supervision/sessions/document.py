"""The shared part of a session as a PDF, with everybody's confirmation: what all of them stand by, and nothing else."""

import hashlib

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format

from audit.canonical import canonical_json
from audit.door import record
from boundaries.words import kind_in_words
from supervision.exports.printable import printable_blocks, printable_line
from supervision.exports.render import renderer
from supervision.moments import Clock
from supervision.sessions import reach, words

SCHEMA = "supervision-session/1"
MOST_PRINTED = 60_000  # a short line takes as much paper as a longer one (supervision/exports/printable.py)


def session_pdf(session, reader) -> bytes:
    """In the reader's language. Raises NotPermitted, NotNow, CannotRender; recorded in the access chain."""
    record(session, "print_session", by=reader)
    with translation.override(reader.language):
        told = shared_part(session, reader)
        data = canonical_json(told)
        markup = render_to_string("pdf/session.html", _printable(told))
        identifier = hashlib.sha256(data).hexdigest()[:32]
        return renderer().pdf(markup, identifier=identifier, record=data.decode())


def shared_part(session, reader) -> dict:
    """As plain data. Of records only those that this reader sees; no private note, no reflection that was not shared."""
    clock = Clock(session.organisation)
    confirmations = [(session.supervisor, session.offered_at, "")]
    confirmations += [(row.person, row.confirmed_at, row.words) for row in session.people.select_related("person")]
    return {
        "schema": SCHEMA,
        "language": reader.language,
        "organisation": session.organisation.name,
        "held": clock.full(session.held_at),
        "form": str(words.FORMS[session.form]),
        "supervisor": str(session.supervisor),
        "people": [str(person) for person in reach.everybody(session)[1:]],
        "areas": [str(words.AREAS[area]) for area in session.areas],
        "records": [
            f"{incident.reference} · {kind_in_words(incident)}" for incident in reach.linked_for(session, reader)
        ],
        "notes": {"text": session.shared_notes},
        "notes_language": session.language,
        "agreements": [_agreement(row) for row in standing_agreements(session)],
        "confirmations": [
            {"who": str(person), "when": clock.full(at), "text": said} for person, at, said in confirmations
        ],
    }


def standing_agreements(session):
    return session.agreements.filter(struck_at=None).select_related("responsible").order_by("due_on", "pk")


def _agreement(row):
    return {"text": row.text, "who": str(row.responsible), "until": date_format(row.due_on, "SHORT_DATE_FORMAT")}


def _printable(node):
    """Labels as one line, what somebody wrote as blocks: without what could break a line or hide another."""
    if isinstance(node, dict):
        return {key: _blocks(value) if key == "text" else _printable(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_printable(value) for value in node]
    return printable_line(node)


def _blocks(said):
    blocks, left_out = printable_blocks(said, MOST_PRINTED)
    return [*blocks, "…"] if left_out else blocks
