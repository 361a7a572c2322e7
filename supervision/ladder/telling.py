"""By which ways an alarm reaches somebody, as outbox rows that name it: WAYS is the one table."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.inserting import insert
from audit.models import OutboxItem
from supervision.ladder import rota
from supervision.models import Deadline, Notice
from supervision.push.choosing import has_phone
from supervision.told_because import reason_for

JUST_NOW = datetime.timedelta(seconds=5)
URGENT, LATE, AHEAD = KINDS = ("alarm_urgent", "alarm_late", "alarm_ahead")
# kind -> the line in the inbox and the subject of the mail
WORDS = {
    URGENT: _("An urgent report waits and needs somebody now"),
    LATE: _("Something promised is late and needs somebody now"),
    AHEAD: _("An answer falls due when nobody is on call"),
}
# kind -> the whole text message; nobody who sees the screen learns more
TEXTS = {
    URGENT: _("Doorstep: an urgent report waits. %(link)s"),
    LATE: _("Doorstep: something is late. %(link)s"),
    AHEAD: _("Doorstep: an answer is needed. %(link)s"),
}
SPOKEN = _("This is Doorstep. An urgent report waits for you. Please sign in now.")
LABELS = {"mail": _("by mail"), "push": _("by push message"), "text": _("by text message"), "voice": _("by phone call")}


@dataclass(frozen=True)
class Way:
    """`reaches(person)`: whether it is there for her now. `first`: also the first time, or only when it is repeated."""

    reaches: object
    urgent_only: bool = False
    first: bool = True


def _by_text(person):
    return bool(settings.TEXT_GATEWAY_URL and rota.duty_phone_of(person))


def _by_voice(person):
    return bool(settings.VOICE_GATEWAY_URL and rota.duty_phone_of(person))


WAYS = {
    "mail": Way(lambda person: bool(person.email)),
    "push": Way(has_phone),
    "text": Way(_by_text),
    "voice": Way(_by_voice, urgent_only=True, first=False),
}


def kind_of(alarm) -> str:
    if alarm.deadline.kind == Deadline.Kind.URGENT:
        return URGENT
    return LATE if alarm.deadline.breached_at or alarm.deadline.due_at <= timezone.now() else AHEAD


def address_of(alarm) -> str:
    return f"/alarms/{alarm.pk}/"


def tell_first(alarm) -> None:
    """In the inbox and by every way; a mail that goes to her about it this very moment becomes the alarm's own.

    With such a mail comes its line in the inbox: one thing is not told twice.
    """
    waiting = _mail_of_this_moment(alarm)
    if waiting is not None:
        waiting.payload |= {"alarm": str(alarm.pk), "alarm_kind": kind_of(alarm), "time": alarm.times}
        waiting.save(update_fields=["payload"])
        alarm.sent.append(str(waiting.pk))
    else:
        _write_notice(alarm)
    for name, way in WAYS.items():
        if way.first and not (waiting and name == "mail"):
            _write(alarm, name, way)


def _write_notice(alarm):
    why, why_person = reason_for(alarm.incident, alarm.user)
    about = {"incident": alarm.incident, "kind": kind_of(alarm), "address": address_of(alarm)}
    insert(Notice(user=alarm.user, why=why, why_person=why_person, **about))


def tell_again(alarm) -> None:
    for name, way in WAYS.items():
        _write(alarm, name, way)


def _write(alarm, name, way):
    if (way.urgent_only and kind_of(alarm) != URGENT) or not way.reaches(alarm.user):
        return
    said = {"alarm": str(alarm.pk), "alarm_kind": kind_of(alarm), "time": alarm.times, "kind": kind_of(alarm)}
    item = OutboxItem(
        organisation_id=alarm.organisation_id,
        channel=name,
        recipient_id=alarm.user_id,
        payload=said | {"reference": alarm.incident.reference},
    )
    alarm.sent.append(str(insert(item).pk))


def _mail_of_this_moment(alarm):
    """What the event that raised it has just written to the same person about the same record.

    What a worker holds already would go out as it was read, so it stays as it is and the alarm gets a mail of its own.
    """
    now = timezone.now()
    rows = OutboxItem.objects.filter(sent_at=None, parked_at=None, due_at__gte=now - JUST_NOW, due_at__lte=now)
    rows = rows.filter(channel="mail", recipient_id=alarm.user_id, organisation_id=alarm.organisation_id)
    rows = rows.filter(claimed_until=None).order_by("id").select_for_update(skip_locked=True)
    about = [row for row in rows if row.payload.get("reference") == alarm.incident.reference]
    return next((row for row in about if "alarm" not in row.payload), None)
