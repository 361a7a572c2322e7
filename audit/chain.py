"""Appending to a record's chain."""

from django.utils import timezone

from audit.inserting import insert
from audit.models import AuditEvent
from audit.prepared import Prepared

RECORD, ACCESS = "record", "access"
UNKNOWN = object()


def chain_name(instance, kind: str = RECORD) -> str:
    """`incident:<id>` for what changes the record, `access:<id>` for who read it."""
    return f"{instance._meta.model_name if kind == RECORD else kind}:{instance.pk}"


def last_event(chain: str) -> AuditEvent | None:
    return _LAST.first(chain=chain)


def _newest(chain):
    return AuditEvent.objects.filter(chain=chain).order_by("-seq")[:1]


_LAST = Prepared(_newest, chain=(AuditEvent._meta.get_field("chain"), "example"))


def append(instance, act: str, *, by, kind=RECORD, statuses=("", ""), data=None, last=UNKNOWN) -> AuditEvent:
    """Append one event. The caller holds the row's lock, so the last link cannot move in between.

    `last` is that link where the caller knows it (None: there is none yet).
    """
    chain = chain_name(instance, kind)
    last = last_event(chain) if last is UNKNOWN else last
    event = AuditEvent(
        organisation_id=instance.organisation_id,
        chain=chain,
        seq=last.seq + 1 if last else 1,
        at=timezone.now(),
        actor_id=by.pk if by else None,
        role=instance.role_of(by),
        act=act,
        object_type=instance._meta.label_lower,
        object_id=instance.pk,
        from_status=statuses[0],
        to_status=statuses[1],
        data=data or {},
        prev_hash=last.hash if last else "",
    )
    event.hash = event.computed_hash()
    return insert(event)
