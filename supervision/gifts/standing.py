"""Where a report stands in the register of gifts: its entry as it counts now, the former ones, and who may approve it."""

from accounts.roles import Right
from boundaries import rights
from supervision import assignment
from supervision.models import GiftEntry

PEOPLE = ("entered_by__profile", "decided_by__profile")


def entries():
    """The entries that count: what was corrected gave way to another one."""
    return GiftEntry.objects.filter(replaced_by=None)


def current(incident) -> GiftEntry | None:
    return entries().filter(incident=incident).select_related(*PEOPLE).first()


def former(incident) -> list[GiftEntry]:
    """What was corrected, the newest first."""
    rows = GiftEntry.objects.filter(incident=incident, replaced_by__isnull=False)
    return list(rows.select_related(*PEOPLE).order_by("-entered_at", "-pk"))


def waiting(incident) -> GiftEntry | None:
    """Accepted, and not approved or refused yet."""
    row = current(incident)
    return row if row is not None and row.waits else None


def may_decide(incident, user) -> bool:
    """A lead who reads it and answers for it: never the reporter, whoever is named, or whoever wrote the entry."""
    if not user.has_right(Right.DECIDE) or not rights.answers(incident, user):
        return False
    row = current(incident)
    return row is None or row.entered_by_id != user.pk


def deciders(incident, row) -> list:
    return assignment.deciders(incident, besides=row.entered_by)
