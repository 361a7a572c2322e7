"""Delivering an alarm: by mail, text message or phone call, unless it was answered meanwhile. Not a word of content.

All mails pass through here; those that are no alarm go on to supervision/mail.py.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from boundaries.models import Incident
from supervision import gateways
from supervision import mail as notices
from supervision.delivery import NotToBeDeliveredError
from supervision.ladder import rota
from supervision.ladder.telling import SPOKEN, TEXTS, WORDS, address_of
from supervision.models import Alarm


def mail(item) -> None:
    if "alarm" not in item.payload:
        notices.deliver(item)
        return
    alarm = still_wanted(item)
    if not alarm.user.email:
        raise NotToBeDeliveredError
    with translation.override(alarm.user.language):
        _mail(item, alarm).send()


def text(item) -> None:
    alarm = still_wanted(item)
    with translation.override(alarm.user.language):
        said = str(TEXTS[item.payload["alarm_kind"]]) % {"link": _link(alarm)}
    gateways.post("text", item.pk, to=_number(alarm), language=alarm.user.language, said=said)


def voice(item) -> None:
    alarm = still_wanted(item)
    with translation.override(alarm.user.language):
        said = str(SPOKEN)
    gateways.post("voice", item.pk, to=_number(alarm), language=alarm.user.language, said=said)


def still_wanted(item) -> Alarm:
    """Somebody may have answered, taken it on or left since it was written; nobody walled off is ever told."""
    alarm = Alarm.objects.select_related("user__organisation", "user__profile__team", "deadline", "incident")
    alarm = alarm.get(pk=item.payload["alarm"])
    is_over = alarm.over_at or not alarm.deadline.is_open or alarm.acknowledged_at
    taken_on = item.payload["time"] > 1 and alarm.deadline.alarms.filter(acknowledged_at__gte=item.created_at).exists()
    if is_over or taken_on or not Incident.objects.visible_to(alarm.user).filter(pk=alarm.incident_id).exists():
        raise NotToBeDeliveredError
    return alarm


def _number(alarm) -> str:
    """Of the duty phone that she has now: nobody's phone rings after her shift."""
    number = rota.duty_phone_of(alarm.user)
    if not number:
        raise NotToBeDeliveredError
    return number


def _link(alarm):
    return f"{settings.SITE_URL}{address_of(alarm)}"


def _mail(item, alarm):
    """The same item always has the same Message-ID: what is sent twice is shown once."""
    context = {
        "subject": str(WORDS[item.payload["alarm_kind"]]),
        "reference": alarm.incident.reference,
        "address": _link(alarm),
        "settings_address": f"{settings.SITE_URL}/settings/",
    }
    headers = {
        "Message-ID": f"<{item.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": alarm.user.language,
        "Importance": "high",
    }
    body = render_to_string("emails/alarm.txt", context).strip() + "\n"
    message = EmailMultiAlternatives(subject=context["subject"], body=body, to=[alarm.user.email], headers=headers)
    message.attach_alternative(render_to_string("emails/alarm.html", context), "text/html")
    return message
