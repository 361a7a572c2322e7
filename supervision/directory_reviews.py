"""What is owed to the directory: each verified entry is checked again in time, and sooner where a reader doubts it."""

import datetime
import zoneinfo

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Right
from audit.door import declare_consequences
from policies.directory import reviewing
from policies.models import DirectoryEntry, ServiceStandard
from supervision import clock, duties
from supervision.models import Deadline, Notice
from supervision.telling_many import notify_many, settle_page

REVIEW = Deadline.Kind.DIRECTORY_REVIEW


def page_of(entry_id) -> str:
    return reverse("edit_entry", args=[entry_id])


def owners_of(organisation) -> list[User]:
    """Active people who own the directory, oldest first. Staff are few: rights are a matter of code."""
    people = User.objects.filter(organisation=organisation, is_active=True).order_by("id")
    return [person for person in people if person.has_right(Right.OWN_POLICIES)]


def owe_review(organisation, happening):
    """Verified just now: whoever verified it looks again when the time has come."""
    entry = happening.details["entry"]
    duties.meet(REVIEW, entry)
    settle_page(page_of(entry.pk))
    duties.open_duty(organisation, REVIEW, happening.by, subject=entry, due_at=_due(entry, organisation))


def owe_nothing(organisation, happening):
    """Not verified, or not in use: it is offered to nobody, so nothing has to be checked."""
    entry = happening.details["entry"]
    duties.cancel(REVIEW, entry)
    settle_page(page_of(entry.pk))


def owe_nothing_for_many(organisation, happening):
    """What a file changed or let go."""
    touched = [entry.pk for entry in happening.details["wanted"].touched]
    rows = Deadline.objects.open().filter(kind=REVIEW, organisation=organisation)
    for start in range(0, len(touched), 200):
        rows.filter(subject_id__in=touched[start : start + 200]).update(cancelled_at=timezone.now())
        pages = [page_of(key) for key in touched[start : start + 200]]
        Notice.objects.filter(address__in=pages, settled_at=None).update(settled_at=timezone.now(), digest_due_at=None)


def owe_sooner(organisation, happening):
    """A reader doubts it: whoever looks after it is asked at once, and it is late when the grace is over."""
    entry, people = happening.details["entry"], owners_of(organisation)
    if not entry.is_newly_doubted or not people:
        return
    duties.cancel(REVIEW, entry)
    grace = datetime.timedelta(days=ServiceStandard.at(organisation.pk).directory_grace_days)
    owner = entry.verified_by if entry.verified_by in people else people[0]
    duties.open_duty(organisation, REVIEW, owner, subject=entry, due_at=timezone.now() + grace)
    notify_many(organisation, people, "entry_doubted", page_of(entry.pk))


def _due(entry, organisation):
    midnight = datetime.datetime.combine(entry.review_due_on, datetime.time())
    return midnight.replace(tzinfo=zoneinfo.ZoneInfo(organisation.time_zone))


def _looks_after(person):
    return person.has_right(Right.OWN_POLICIES)


def _successor(deadline):
    """Whoever looks after the directory now, where the one who verified has left or does other work."""
    return next(iter(owners_of(deadline.organisation)), None)


# -- the clock: entries that were verified before anybody counted ------------------------------------------------------


def _not_owed(now):
    owed = Deadline.objects.open().filter(kind=REVIEW, subject_id=OuterRef("pk"))
    rows = DirectoryEntry.objects.filter(active=True, verified_on__isnull=False, organisation__isnull=False)
    owners = {}
    for entry in rows.filter(~Exists(owed)).select_related("organisation"):
        if entry.organisation_id not in owners:
            owners[entry.organisation_id] = owners_of(entry.organisation)
        if owners[entry.organisation_id]:
            entry.owner = owners[entry.organisation_id][0]
            yield entry


def _owe(entry):
    entry.review_due_on = entry.review_due_on or reviewing.next_review(entry.organisation, entry.verified_on)
    DirectoryEntry.objects.filter(pk=entry.pk, review_due_on=None).update(review_due_on=entry.review_due_on)
    duties.open_duty(entry.organisation, REVIEW, entry.owner, subject=entry, due_at=_due(entry, entry.organisation))


def declare():
    topic = duties.Topic("entry_to_check", "entry_overdue", lambda row: page_of(row.subject_id), _successor, _looks_after)
    duties.declare_topic(REVIEW, topic)
    declare_consequences({
        "entry_verified": [owe_review],
        "entry_changed": [owe_nothing],
        "entry_retired": [owe_nothing],
        "entries_imported": [owe_nothing_for_many],
        "entry_doubted": [owe_sooner],
    })  # fmt: skip
    clock.declare_step("reviews of the directory owed", _not_owed, _owe)
