"""What is owed without any record: an entry of the directory to check, a version to read. Same table, same clock.

A topic declares its kind: which notice reminds, which one says that it is late, and on which page it is done.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Organisation
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.inserting import insert
from policies.models import ServiceStandard
from supervision import notices
from supervision.acts import mark, to_breach, to_remind
from supervision.lateness import lateness
from supervision.models import Deadline


@dataclass(frozen=True)
class Topic:
    """`reminder` and `late` are kinds of notice (supervision/notices.py); `address(deadline)` is the page to go to.

    `successor(deadline)` is who owes it when its owner has left, or may not do it any more: a person, or None where it
    is owed no more.
    """

    reminder: str
    late: str
    address: Callable[[Deadline], str]
    successor: Callable[[Deadline], object] = lambda deadline: None
    may: Callable[[object], bool] = lambda person: True


_topics: dict[str, Topic] = {}


def declare_topic(kind, topic: Topic) -> None:
    _topics[kind] = topic


def open_duty(organisation, kind, owner, *, subject, due_at) -> Deadline:
    """Open a duty about this row unless one of its kind is open; its owner is asked in person, wherever she is."""
    existing = _open(kind, subject).first()
    if existing is not None:
        return existing
    now = timezone.now()
    share = ServiceStandard.at(organisation.pk, now).reminder_percent
    remind_at = now + (due_at - now) * share / 100
    return insert(Deadline(
        organisation_id=organisation.pk, kind=kind, subject_type=subject._meta.label_lower, subject_id=subject.pk,
        owner=owner, opened_at=now, remind_at=min(remind_at, due_at), due_at=due_at,
    ))  # fmt: skip


def meet(kind, subject) -> int:
    """How many were open; what was late stays marked late."""
    return _open(kind, subject).update(met_at=timezone.now())


def cancel(kind, subject) -> int:
    return _open(kind, subject).update(cancelled_at=timezone.now())


def _open(kind, subject):
    return Deadline.objects.open().filter(kind=kind, subject_type=subject._meta.label_lower, subject_id=subject.pk)


def _is_system(organisation, user):
    return user is None


def _tell(organisation, happening):
    """The owner hears of it; where she has left, whoever has it now; where nobody has it, it is owed no more."""
    row = Deadline.objects.select_related("owner").get(pk=happening.details["deadline"])
    happening.data |= {"deadline": str(row.pk), "kind": row.kind, "due_at": row.due_at.isoformat()}
    is_late = happening.act == "duty_breached"
    happening.data |= lateness(row.due_at if is_late else row.remind_at)
    topic = _topics[row.kind]
    if row.owner is None or not row.owner.is_active or not topic.may(row.owner):
        row.owner = topic.successor(row)
        row.cancelled_at = None if row.owner else timezone.now()
        row.save(update_fields=["owner", "cancelled_at"])
    if row.owner is not None:
        notices.notify(None, row.owner, topic.late if is_late else topic.reminder, address=topic.address(row))


def declare():
    acts = {
        "remind": Act("duty_reminded", _is_system, mark("reminded_at"), to_remind, kind=chain.ACCESS),
        "breach": Act("duty_breached", _is_system, mark("breached_at"), to_breach, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
        declare_consequences({act.event: [_tell]})
