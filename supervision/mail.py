"""Mails of the outbox: that something happened and where to look, not a word of what it says."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from boundaries.models import Incident
from supervision.delivery import NotToBeDeliveredError
from supervision.models import Notice
from supervision.notices import WORDS


def deliver(item) -> None:
    """Send one mail in its reader's language. A failing server raises what it raises; the worker tries again."""
    notice = Notice.objects.select_related("user__organisation", "user__profile__team").get(pk=item.payload["notice"])
    if not may_still_be_told(notice):
        raise NotToBeDeliveredError
    with translation.override(notice.user.language):
        message_for(item, notice.user).send()


def may_still_be_told(notice) -> bool:
    """Between the event and the delivery somebody may have left, or lost sight of the record."""
    person = notice.user
    return bool(person.email) and Incident.objects.visible_to(person).filter(pk=notice.incident_id).exists()


def message_for(item, person) -> EmailMultiAlternatives:
    """The same item always has the same Message-ID: what is sent twice is shown once."""
    context = {
        "subject": str(WORDS[item.payload["kind"]]),
        "reference": item.payload["reference"],
        "address": f"{settings.SITE_URL}/incidents/{item.payload['reference']}/",
    }
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string("emails/notice.txt", context),
        to=[person.email],
        headers={
            "Message-ID": f"<{item.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": person.language,
        },
    )
    message.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
    return message
