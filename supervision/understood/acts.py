"""Saying whether a reply has understood her: one row more, and a new duty to answer where it has not."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import guards, rights
from boundaries.models import Incident
from supervision import obligations
from supervision.consequences import keep_in_step, keep_somebody_present
from supervision.doing import declare_deed
from supervision.models import Deadline, Understanding
from supervision.notices import tell
from supervision.understood import deeds, telling
from supervision.understood.standing import Answer, open_replies

HOUR = datetime.timedelta(hours=1)
MOST_AN_HOUR = 30  # nothing of it is ever removed


def _has_reply(incident, **details):
    return [] if open_replies(incident).exists() else ["no_reply_yet"]


def _say(incident, by, message, answer):
    row = open_replies(incident).filter(pk=message).first()
    if row is None:
        raise ValidationError({"message": _("Choose one of the answers offered.")})
    said = Understanding.objects.filter(message__incident=incident, at__gt=timezone.now() - HOUR)
    if said.count() >= MOST_AN_HOUR:
        raise NotNow(["too_much_said"])
    last = row.understandings.last()
    if last is not None and last.answer == answer:
        raise NotNow(["said_already"])
    said = Understanding(message=row, answer=answer)
    said.clean_fields(exclude=["message"])
    return [insert(said)]


def reopen_clock(incident, happening):
    """B-CS-17: as a message of hers would; nothing is opened while an answer is owed already."""
    happening.data |= {"message": str(happening.details["message"]), "answer": str(happening.details["answer"])}
    if happening.details["answer"] == Answer.NOT_QUITE and not obligations.owes_answer(incident):
        obligations.open_deadline(incident, Deadline.Kind.REPLY, incident.assignee)


def declare():
    act = Act("reply_understood", rights.person(rights.is_reporter), _say, _has_reply)
    declare_act(Incident, "say_understood", act)
    declare_consequences({"reply_understood": [keep_somebody_present, reopen_clock, keep_in_step, tell]})
    guards.REASONS.update(telling.REASONS)
    telling.declare()
    declare_deed(deeds.NAME, deeds.saying)
