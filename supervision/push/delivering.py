"""Delivering one item of the outbox to its person's phones; a mail goes instead, once, where none of them takes it."""

import contextlib
import time

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import push, push_keys
from accounts.models import PushSubscription, User
from audit.errors import NotNow
from audit.inserting import insert
from audit.models import OutboxItem
from audit.models.outbox import MOST_ATTEMPTS
from supervision import mail
from supervision.delivery import NotToBeDeliveredError
from supervision.ladder import delivering as ladder
from supervision.ladder.telling import address_of
from supervision.notices import NOW
from supervision.push import vapid
from supervision.push.message import Push
from supervision.push.sealing import seal
from supervision.webhooks.faults import NotTaken
from supervision.webhooks.sending import post

# it will never take anything for this phone again: gone, or an address that is never called
FOR_GOOD = (404, 410)
# it does not believe that it is us who ask: a wrong key or clock of ours, which says nothing about the phone
NOT_BELIEVED = (401, 403)
NEVER_CALLED = ("malformed", "not_https", "not_public")


class PushNotTakenError(Exception):
    """A push service failed or is too busy; the worker tries again."""


def deliver(item) -> None:
    """Raises PushNotTakenError, NotToBeDeliveredError."""
    if "instead" in item.payload:
        return  # the mail stands in the outbox; a worker was killed before this was marked
    person, message = _alarm(item) if "alarm" in item.payload else _notice(item)
    failed = _tell_each(item, person, message)
    if failed and item.attempts + 1 < MOST_ATTEMPTS:
        raise PushNotTakenError
    if item.payload.get("told"):
        return
    if "alarm" in item.payload:  # its mail goes beside it
        raise PushNotTakenError if failed else NotToBeDeliveredError("no phone")
    _mail_instead(item, person)


def _alarm(item):
    alarm = ladder.still_wanted(item)
    about = Push(str(alarm.pk), alarm.user.language, address_of(alarm), is_pressing=True)
    return alarm.user, about


def _notice(item):
    """Unless somebody has left, lost sight of the record, read it or dealt with it: then nobody is told."""
    person = User.objects.select_related("organisation", "profile__team").get(pk=item.recipient_id)
    notices = mail.still_waiting(person, [item.payload["notice"]]) if person.is_active else []
    if not notices:
        raise NotToBeDeliveredError
    return person, Push(item.payload["notice"], person.language, is_pressing=notices[0].kind in NOW)


def _tell_each(item, person, message) -> bool:
    """Every phone that was not told before; whether one of them is to be tried again."""
    failed = False
    phones = PushSubscription.objects.standing().filter(user=person).select_related("user__organisation")
    for phone in phones if push.is_set_up() else ():
        if str(phone.pk) in item.payload.get("told", ()):
            continue
        try:
            _send(phone, message)
        except NotTaken as fault:
            failed |= not _ended(phone, fault) and fault.answered not in NOT_BELIEVED
        else:
            _note(item, phone)
    return failed


def _send(phone, message):
    keys = push_keys.read(phone.p256dh), push_keys.read(phone.auth)
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "Authorization": vapid.authorization(phone.endpoint, int(time.time())),
        **message.headers,
    }
    post(phone.endpoint, headers, seal(message.content, *keys))


def _note(item, phone):
    """Before the next phone: what is tried again because of another one does not ring twice here."""
    item.payload["told"] = [*item.payload.get("told", ()), str(phone.pk)]
    OutboxItem.objects.filter(pk=item.pk, sent_at=None).update(payload=item.payload)
    PushSubscription.objects.filter(pk=phone.pk).update(last_ok_at=timezone.now(), failed_count=0)


def _ended(phone, fault) -> bool:
    """Whether this was its end."""
    if fault.answered not in FOR_GOOD and fault.code not in NEVER_CALLED:
        PushSubscription.objects.filter(pk=phone.pk, failed_count__lt=1000).update(failed_count=F("failed_count") + 1)
        return False
    with contextlib.suppress(NotNow):  # she was faster
        push.end(phone, by=None)
    return True


@transaction.atomic
def _mail_instead(item, person):
    """In one transaction with the mark that it was written: exactly once, whoever is killed where."""
    if not person.email:
        raise NotToBeDeliveredError("no phone")
    row = OutboxItem.objects.select_for_update().get(pk=item.pk)
    if row.sent_at or "instead" in row.payload:
        return
    payload = {name: row.payload[name] for name in ("notice", "kind", "reference") if name in row.payload}
    about = {"organisation_id": row.organisation_id, "recipient_id": row.recipient_id, "payload": payload}
    written = insert(OutboxItem(channel="mail", **about))
    row.payload["instead"] = str(written.pk)
    row.save(update_fields=["payload"])
