"""Asking for more time (SV.18): by when we may honestly promise, in which words, and whom a second time in a row concerns."""

import datetime
import re

from django.utils import timezone, translation

from policies.builtin import prepared_text
from policies.models import ServiceStandard
from supervision import assignment
from supervision.availability import suggested_promise
from supervision.conversation import holding_replies_in_row
from supervision.models import Message
from supervision.moments import local, local_moment

NOON = 12
TELLS_LEAD = 2  # in a row


def suggested(person, incident) -> datetime.datetime:
    """When this person most likely answers: in her next usual hours, else at noon of the next day, within the standard."""
    if in_window := suggested_promise(incident, person):
        return in_window
    now = timezone.now()
    standard = ServiceStandard.at(incident.organisation_id, now)
    tomorrow = local(now, incident.organisation) + datetime.timedelta(days=1)
    noon = tomorrow.replace(hour=NOON, minute=0, second=0, microsecond=0).astimezone(datetime.UTC)
    latest = now + datetime.timedelta(hours=standard.holding_max_hours)
    return noon if noon < latest else _quarter(latest)


def _quarter(moment):
    """The quarter of an hour before, because people promise round times."""
    return moment.replace(second=0, microsecond=0) - datetime.timedelta(minutes=moment.minute % 15)


def moment_in_words(moment, incident) -> str:
    return local_moment(moment, incident.organisation, incident.language)


def text(incident, promised_at) -> str:
    """Received, and when the answer comes, in the reporter's language."""
    with translation.override(incident.language):
        words = prepared_text("holding", incident.language, promised_at=moment_in_words(promised_at, incident))
    return re.sub(r" {2,}", " ", words).strip()


def with_moment(body, incident, formerly, promised_at) -> str:
    """The text with the moment that is promised now, where it still names the one that was suggested."""
    if formerly is None or formerly == promised_at:
        return body
    return body.replace(moment_in_words(formerly, incident), moment_in_words(promised_at, incident))


def leads_of_second(incident, happening) -> list:
    """The lead hears when somebody asks for more time a second time in a row."""
    key = happening.data.get("message")
    message = incident.messages.filter(pk=key, kind=Message.Kind.HOLDING).first()
    if message is None or holding_replies_in_row(incident) < TELLS_LEAD:
        return []
    return assignment.deciders(incident, besides=happening.by)[:1]
