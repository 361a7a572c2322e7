"""Each checkpoint to the addresses that the operator keeps them at: figures and a signature, and not a word of any record."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Organisation
from audit import checkpoints
from audit.inserting import insert
from audit.models import Checkpoint, OutboxItem
from supervision.delivery import NotToBeDeliveredError

CHANNEL = "checkpoint"


def write(checkpoint) -> None:
    """In the transaction of the checkpoint; who it goes to is looked up when it goes."""
    if settings.CHECKPOINT_MAIL:
        insert(OutboxItem(organisation_id=checkpoint.organisation_id, channel=CHANNEL, recipient_id=checkpoint.pk))


def deliver(item) -> None:
    """A failing server raises what it raises; the worker tries again."""
    if not settings.CHECKPOINT_MAIL:
        raise NotToBeDeliveredError("nobody is to be sent checkpoints any more")
    row = Checkpoint.objects.get(pk=item.recipient_id)
    organisation = Organisation.objects.get(pk=item.organisation_id)
    with translation.override(organisation.language):
        message_for(item, row, organisation).send()


def message_for(item, row, organisation) -> EmailMessage:
    subject = _("Checkpoint %(number)s of %(organisation)s") % {"number": row.number, "organisation": organisation.name}
    headers = {
        "Message-ID": f"<{item.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": organisation.language,
    }
    context = {"text": checkpoints.as_text(row), "said": checkpoints.said(row), "organisation": organisation}
    body = render_to_string("emails/checkpoint.txt", context).strip() + "\n"
    return EmailMessage(subject=subject, body=body, to=settings.CHECKPOINT_MAIL, headers=headers)


def declare():
    checkpoints.when_made(write)
