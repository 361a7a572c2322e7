"""One mail that lists what waits for somebody who wants no mail for each: written by the clock, once a day or a week.

A notice that waits carries the moment of its digest. Writing it takes that mark away from all of a person's notices at
once, so that a clock that was off for a week writes one digest and not seven, and two clocks do not write two.
"""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.errors import NotNow
from audit.inserting import insert
from audit.models import OutboxItem
from supervision import clock
from supervision.models import Notice

AT_A_TIME = 500  # people in one pass; the next pass goes on


def _due(now):
    waiting = Notice.objects.filter(digest_due_at__lte=now).order_by().values("user").distinct()
    return User.objects.filter(pk__in=list(waiting.values_list("user", flat=True)[:AT_A_TIME]))


@transaction.atomic
def write_digest(person) -> None:
    """Take the marks away and, where something is left to say, write the mail. Raises NotNow: another clock did."""
    now = timezone.now()
    User.objects.select_for_update().get(pk=person.pk)
    due = Notice.objects.filter(user=person, digest_due_at__lte=now)
    notices = list(due.order_by("created_at", "id").values_list("pk", "read_at", "settled_at"))
    if not notices:
        raise NotNow(["not_due"])
    due.update(digest_due_at=None)
    waiting = [str(pk) for pk, read_at, settled_at in notices if read_at is None and settled_at is None]
    if waiting and person.is_active and person.email:
        payload = {"digest": waiting}
        insert(OutboxItem(organisation_id=person.organisation_id, channel="mail", recipient_id=person.pk, payload=payload))


def declare():
    clock.declare_step("digest written", _due, write_digest)
