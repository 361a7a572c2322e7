"""One notice about a page for many people at once: the same lines and mails as one by one, in a few statements."""

from django.utils import timezone

from accounts.models import Cadence, StaffProfile
from audit.models import OutboxItem
from supervision.cadence import next_digest
from supervision.models import Notice


def notify_many(organisation, people, kind, address) -> None:
    """For kinds that can wait and go to no phone (supervision/notices.py): mails as often as each person chose."""
    now, waits = timezone.now(), _waits(organisation, people)
    rows = [
        Notice(user=person, kind=kind, address=address, created_at=now, digest_due_at=waits.get(person.pk))
        for person in people
    ]
    Notice.objects.bulk_create(rows)
    at_once = [row for row in rows if row.user.email and row.digest_due_at is None]
    mails = [
        OutboxItem(
            organisation_id=organisation.pk, channel="mail", recipient_id=row.user_id,
            payload={"notice": str(row.pk), "kind": kind},
        )
        for row in at_once
    ]  # fmt: skip
    OutboxItem.objects.bulk_create(mails)
    if mails:
        mails[-1].inserted()  # the worker is woken once


def _waits(organisation, people) -> dict:
    """When the digest is due, by person; nobody without an address, and nobody who wants each mail at once."""
    now = timezone.now()
    due = {each: next_digest(each, organisation.time_zone, now) for each in Cadence if each != Cadence.AT_ONCE}
    chosen = StaffProfile.objects.filter(user__organisation=organisation).exclude(cadence=Cadence.AT_ONCE)
    cadence = dict(chosen.values_list("user_id", "cadence"))
    return {person.pk: due[cadence[person.pk]] for person in people if person.email and person.pk in cadence}


def settle_page(address, **whose) -> None:
    """What led to this page is done with: for one person (`user`) or everybody of an organisation (`user__organisation`)."""
    rows = Notice.objects.filter(address=address, settled_at=None, **whose)
    rows.update(settled_at=timezone.now(), digest_due_at=None)
