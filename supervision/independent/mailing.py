"""Mails to the independent contact: her link and not a word of any report; written here, delivered by the worker."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts import independent
from accounts.models import IndependentContact
from audit.inserting import insert
from audit.models import OutboxItem
from supervision import notices
from supervision.delivery import NotToBeDeliveredError

CHANNEL = "independent"
SUBJECTS = {
    "invited": _("You are asked to be the independent contact of %(organisation)s"),
    "renewed": _("Your new link as the independent contact of %(organisation)s"),
    "ended": _("You are no longer the independent contact of %(organisation)s"),
    "report": _("Something waits for you as the independent contact of %(organisation)s"),
}


def write(contact, kind) -> OutboxItem:
    """The item holds no secret: her link is made again when the mail goes out."""
    item = OutboxItem(
        organisation_id=contact.organisation_id,
        channel=CHANNEL,
        recipient_id=contact.pk,
        payload={"kind": kind, "digest": contact.token_digest[:16]},
    )
    return insert(item)


def deliver(item) -> None:
    """Send it, unless the link was renewed or the contact ended meanwhile, which itself she is told.

    A failing server raises what it raises.
    """
    contact = IndependentContact.objects.select_related("organisation").get(pk=item.recipient_id)
    token = independent.token_of(contact)
    is_current = independent.digest_of(token) == contact.token_digest
    is_too_late = contact.ended_at and item.payload["kind"] != "ended"
    if is_too_late or not is_current or not contact.token_digest.startswith(item.payload["digest"]):
        raise NotToBeDeliveredError
    with translation.override(contact.language):
        message_for(item, contact, token).send()


def message_for(item, contact, token) -> EmailMultiAlternatives:
    subject = str(SUBJECTS[item.payload["kind"]]) % {"organisation": contact.organisation.name}
    context = {
        "subject": subject,
        "is_invitation": item.payload["kind"] == "invited",
        "is_ended": item.payload["kind"] == "ended",
        "contact": contact,
        "days": independent.LASTS.days,
        "address": f"{settings.SITE_URL}/independent/{token}/",
    }
    message = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string("emails/independent.txt", context),
        to=[contact.email],
        headers={
            "Message-ID": f"<{item.pk}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": contact.language,
        },
    )
    message.attach_alternative(render_to_string("emails/independent.html", context), "text/html")
    return message


def tell_reporter_of_answer(incident, happening):
    notices.notify(incident, incident.reporter, "answered")
