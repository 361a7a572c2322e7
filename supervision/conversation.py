"""Saying something in an incident's conversation, and what it does to what is owed."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.inserting import insert
from boundaries import limits
from policies.models import ServiceStandard
from supervision import library_uses, obligations
from supervision.composer import sending as composing
from supervision.composer.parts import letter
from supervision.models import Deadline, Message
from supervision.models.message import MAX_BODY

Kind = Message.Kind


def say(incident, happening, *, kind, body, language, author, promised_at=None, supersedes=None, items=()) -> Message:
    """Write a message, frozen from now on, and prove it in the event at hand. Raises ValidationError."""
    if len(body) > MAX_BODY:
        raise ValidationError({"body": _("This text is too long: at most %(limit)s characters.") % {"limit": MAX_BODY}})
    if is_blank(body):
        raise ValidationError({"body": _("Please write something here.")})
    if author is not None:
        _check_room(incident, author)
    message = Message(
        incident=incident,
        author=author,
        kind=kind,
        body=body.strip(),
        language=language,
        promised_at=promised_at,
        supersedes=supersedes,
    )
    # these stand before us; what else must hold the database checks
    message.clean_fields(exclude=["incident", "author", "supersedes"])
    insert(message)
    happening.prove(message)
    happening.data["message"] = str(message.pk)
    library_uses.keep(message, happening, items)
    return message


def _check_room(incident, author):
    an_hour = timezone.now() - limits.HOUR
    said = Message.objects.filter(author=author, sent_at__gt=an_hour), author.addendum_set.filter(at__gt=an_hour)
    limits.check_room([incident.messages.exclude(author=None), incident.addenda.all()], said)


def answer(incident, happening, *, kind, language, body="", promised_at=None, items=(), prepared=None) -> Message:
    """A message to the reporter: it meets the duty to answer; a holding reply meets it by promising (SV.18).

    `prepared`: the phases and parts of a full answer (supervision/composer/), whose letter is the message's body.
    """
    if prepared is not None:
        composing.check(incident, prepared)
        kind, body = Kind.REPLY, letter(prepared)
    if kind not in Message.ANSWERS:
        raise ValidationError({"kind": _("Choose what kind of answer this is.")})
    if kind == Kind.HOLDING:
        check_promise(incident, promised_at)
    else:
        promised_at = None
    words = {"kind": kind, "body": body, "language": language, "promised_at": promised_at, "items": items}
    message = say(incident, happening, author=happening.by, **words)
    if prepared is not None:
        composing.keep(incident, happening, message, prepared)
    obligations.meet(incident, *obligations.ANSWERS_OWED, Deadline.Kind.FOLLOW_UP)
    if kind == Kind.HOLDING:
        owner = incident.assignee or happening.by
        obligations.open_deadline(incident, Deadline.Kind.PROMISE, owner, due_at=promised_at)
    return message


def check_promise(incident, promised_at) -> None:
    """A promise lies in the future, within the standard, and is not the third in a row."""
    standard = ServiceStandard.at(incident.organisation_id)
    now = timezone.now()
    if promised_at is None or promised_at <= now:
        raise ValidationError({"promised_at": _("Promise a time in the future.")})
    if promised_at > now + datetime.timedelta(hours=standard.holding_max_hours):
        limit = _("Promise an answer within %(hours)s hours.") % {"hours": standard.holding_max_hours}
        raise ValidationError({"promised_at": limit})
    if holding_replies_in_row(incident) >= standard.holding_max_in_row:
        raise ValidationError(_("You have already asked for more time. Please answer now, or escalate."))


def holding_replies_in_row(incident) -> int:
    """How many of the last answers only asked for more time; a correction of one is not another."""
    answers = incident.messages.filter(kind__in=Message.ANSWERS, supersedes=None)
    kinds = answers.order_by("-sent_at").values_list("kind", flat=True)
    count = 0
    for kind in kinds:
        if kind != Kind.HOLDING:
            break
        count += 1
    return count


def tell_reporter(incident, happening, text_in_their_language) -> Message:
    """A line by the system in the conversation, in the reporter's language; give a function that makes the text."""
    with translation.override(incident.language):
        body = str(text_in_their_language())
    return say(incident, happening, kind=Kind.NOTICE, body=body, language=incident.language, author=None)
