"""The door of whoever stands in: to exactly the records that she answers in the meantime, and no longer than that."""

from django.db.models import Q
from django.utils import timezone

from boundaries.models import Access
from supervision import presence

COVER = Access.Basis.COVER


def let_in(incident, person, *, instead_of, due_at=None) -> None:
    """Open the door of a stand-in, until the one whom she stands in for is back."""
    absence = instead_of and (presence.absence_of(instead_of) or presence.absence_of(instead_of, due_at))
    open_until(incident, person, absence.ends_at if absence else None)


def open_until(incident, person, until) -> None:
    """A door that is open for longer stays so; no end (None) is longest."""
    door, is_new = Access.objects.get_or_create(
        incident=incident, user=person, basis=COVER, defaults={"until": until}
    )
    if is_new or door.until is None:
        return
    if until is None or until > door.until:
        door.until = until
        door.save(update_fields=["until"])


def stands_in(incident, person) -> bool:
    """Whether this person was let in here for somebody else, whenever that was."""
    return person is not None and incident.doors.filter(basis=COVER, user=person).exists()


def shut_idle(incident) -> None:
    """Shut the doors of stand-ins who owe nothing here any more."""
    now = timezone.now()
    owners = incident.deadlines.open().exclude(owner=None).values("owner")
    idle = incident.doors.filter(basis=COVER).exclude(user__in=owners)
    idle.filter(Q(until=None) | Q(until__gt=now)).update(until=now)
