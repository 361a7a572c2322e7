"""Mails of the outbox: that something happened and where to look, not a word of what it says.

One notice, or the digest of several; what has been read or dealt with in the meantime is left out, and a mail that would
say nothing is not sent. An alarm is told in the same words by whoever raised it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import ngettext

from accounts.models import User
from supervision.delivery import NotToBeDeliveredError
from supervision.models import Notice
from supervision.moments import Clock
from supervision.notices import NOW, WORDS, still_visible, url_of
from supervision.told_because import in_words

MOST_LISTED = 40  # in a digest; how many more there are is said


def deliver(item) -> None:
    """Send one mail in its reader's language. A failing server raises what it raises; the worker tries again."""
    person = User.objects.select_related("organisation", "profile__team").get(pk=item.recipient_id)
    notices = still_to_be_told(person, item.payload.get("digest") or [item.payload["notice"]])
    if not notices:
        raise NotToBeDeliveredError
    with translation.override(person.language):
        (digest_for if "digest" in item.payload else message_for)(item, person, notices).send()


def still_to_be_told(person, keys) -> list[Notice]:
    """Between the event and the delivery somebody may have left, lost sight of the record, read it, or dealt with it."""
    return still_waiting(person, keys) if person.is_active and person.email else []


def still_waiting(person, keys) -> list[Notice]:
    """By whichever way she would be told."""
    rows = Notice.objects.filter(pk__in=keys, user=person, read_at=None, settled_at=None)
    return still_visible(person, rows.select_related("incident", "why_person").order_by("created_at", "id"))


def message_for(item, person, notices) -> EmailMultiAlternatives:
    [notice] = notices
    context = _line(notice) | {"subject": str(WORDS[notice.kind]), "is_pressing": notice.kind in NOW}
    return _mail(item, person, "notice", context)


def digest_for(item, person, notices) -> EmailMultiAlternatives:
    """Oldest first: what waits longest comes first."""
    clock, count = Clock(person.organisation), len(notices)
    subject = ngettext("%(count)s thing is new for you", "%(count)s things are new for you", count) % {"count": count}
    lines = [_line(notice) | {"since": clock.full(notice.created_at)} for notice in notices[:MOST_LISTED]]
    context = {"subject": subject, "lines": lines, "more": max(count - MOST_LISTED, 0), "is_pressing": False}
    return _mail(item, person, "digest", context | {"address": f"{settings.SITE_URL}/notices/"})


def _line(notice) -> dict:
    """What a mail may say of a notice."""
    reference = notice.incident.reference if notice.incident_id else ""
    return {
        "words": str(WORDS[notice.kind]),
        "reference": reference,
        "why": in_words(notice),
        "address": settings.SITE_URL + url_of(notice),
    }


def _mail(item, person, name, context) -> EmailMultiAlternatives:
    """The same item always has the same Message-ID: what is sent twice is shown once."""
    context |= {"settings_address": f"{settings.SITE_URL}/settings/"}
    headers = {
        "Message-ID": f"<{item.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": person.language,
    }
    if context["is_pressing"]:
        headers["Importance"] = "high"
    text = render_to_string(f"emails/{name}.txt", context).strip() + "\n"
    message = EmailMultiAlternatives(subject=context["subject"], body=text, to=[person.email], headers=headers)
    message.attach_alternative(render_to_string(f"emails/{name}.html", context), "text/html")
    return message
