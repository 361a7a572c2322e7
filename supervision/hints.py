"""Soft hints for whoever writes an answer: small rules that may say something and never stop anybody.

Where somebody may be in danger, clear facts come first and every hint is silent.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from boundaries.choices import ContactType
from policies.library.limit_words import touched
from policies.models import ServiceStandard
from supervision import obligations
from supervision.guards import concerns_safety
from supervision.models import Message

Kind = Message.Kind
QUESTION_MARKS = "?？"
SILENT = (ContactType.INFORMATIVE, ContactType.URGENT)
DISMISSED, MOST_DISMISSED = "hints_dismissed", 50


@dataclass(frozen=True)
class Hint:
    key: str
    text: str


def before_writing(incident) -> list[Hint]:
    """What can be said beside the empty field."""
    found = [] if is_off(incident) else [_durable(), _pacing(incident)]
    return [hint for hint in found if hint]


def before_sending(incident, kind, body, *, by=None, language="", contact_type="") -> list[Hint]:
    """What only the written text shows, once, after the first press. `contact_type`: as it is chosen beside the text."""
    if is_off(incident, contact_type):
        return []
    found = [_question(incident, kind, body), *(_limits(by, language, body) if by else ())]
    return [hint for hint in found if hint]


def is_off(incident, contact_type="") -> bool:
    """In danger, and where a fact was asked for (CS.8a, CS.8d)."""
    asked = contact_type or incident.contact_type
    return incident.urgent or asked in SILENT or concerns_safety(incident)


def _limits(by, language, body):
    """B-CS-09: which limit the words touch, and what to do instead; they may well be meant otherwise."""
    for found in touched(by, language, body):
        text, words = found.item.text(), {"words": found.words, "limit": found.item.title_in()}
        said = _("“%(words)s”: a written answer cannot do this: %(limit)s.") % words
        yield Hint(found.item.key, f"{said} {text['instead']}")


def _question(incident, kind, body):
    """SV.16, SV.20: a question helps to find an own answer, except where a fact was asked for."""
    if kind != Kind.REPLY or asks(body):
        return None
    return Hint("question", _("No question in this reply. Would a question help the colleague to find an own answer?"))


def asks(body) -> bool:
    return any(mark in body for mark in QUESTION_MARKS)


def _pacing(incident):
    """SV.22: time to read, where nothing is owed and our last word lies unread."""
    if obligations.owes_answer(incident) or not last_word_is_unread(incident):
        return None
    return Hint("pacing", _("Your last message has not been read yet. The colleague may need time."))


def last_word_is_unread(incident) -> bool:
    """Ours, younger than the time that reading may take, and nothing from the reporter since."""
    standard = ServiceStandard.at(incident.organisation_id)
    said = incident.messages.exclude(author=None).order_by("-sent_at")
    last = said.first()
    if last is None or last.kind == Kind.REPORTER or last.read_at is not None:
        return False
    return last.sent_at > timezone.now() - datetime.timedelta(hours=standard.reading_hours)


def _durable():
    """CS.3f"""
    return Hint("durable", _("Will this still hold if it is read in a year, or by someone else?"))


# -- dismissed for one conversation, by one person, as long as she is signed in ---------------------------------


def are_dismissed(session, incident) -> bool:
    return str(incident.pk) in session.get(DISMISSED, [])


def dismiss(session, incident) -> None:
    kept = [key for key in session.get(DISMISSED, []) if key != str(incident.pk)]
    session[DISMISSED] = [*kept, str(incident.pk)][-MOST_DISMISSED:]
