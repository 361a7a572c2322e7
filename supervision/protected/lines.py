"""The list of protected changes: what, how soon after the report, why and by whom; walls and pseudonyms as everywhere."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import places
from accounts.roles import Right
from boundaries.models import Incident, NamedPerson
from boundaries.rights import pseudonym
from supervision.models import ProtectedChange

WHAT = {"shifts": _("Shifts"), "client": _("Clients"), "team": _("Team")}
MOST = 50


def changes_for(user):
    """Of this organisation; none that follows a report in which the reader is named: she must not know of that."""
    about_reader = NamedPerson.objects.filter(
        incident__reporter=OuterRef("person"), incident__submitted_at=OuterRef("reported_at"), user=user
    )
    rows = ProtectedChange.objects.filter(organisation_id=user.organisation_id)
    rows = rows.exclude(Q(Exists(about_reader)) & ~Q(person=user))
    by_named = NamedPerson.objects.filter(
        incident__reporter=OuterRef("person"), incident__submitted_at=OuterRef("reported_at"), user=OuterRef("by")
    )
    return rows.annotate(by_somebody_named=Exists(by_named)).select_related("person__profile", "by__profile")


def page(user, after, clock) -> tuple[list[dict], str]:
    found, place = places.page(changes_for(user), "-at", after, MOST)
    return [line(row, user, clock) for row in found], place


def line(row, user, clock) -> dict:
    """Names for those who lead, pseudonyms for whoever reads without names."""
    named = user.has_right(Right.ANSWER) and not _is_behind_pseudonym(row)
    days = (row.at - row.reported_at).days
    after = ngettext("%(days)s day after a report", "%(days)s days after a report", days)
    return {
        "when": clock.full(row.at),
        "person": str(row.person) if named else pseudonym(row.person),
        "what": WHAT[row.what],
        "after": after % {"days": days},
        "reason": row.reason if user.has_right(Right.ANSWER) else _without_names(row),
        "by": str(row.by) if named else pseudonym(row.by),
        "notes": [words for words, holds in _notes(row) if holds],
    }


def _notes(row):
    yield _("at her own wish"), row.is_own_wish
    yield _("her own decision"), row.by_id == row.person_id
    yield _("decided by somebody whom the report is about"), row.by_somebody_named


def _is_behind_pseudonym(row):
    return Incident.objects.filter(reporter=row.person, submitted_at=row.reported_at, behind_pseudonym=True).exists()


def _without_names(row):
    text = row.reason
    for person in (row.person, row.by):
        for name in (str(person), person.short_name, person.given_name, person.family_name):
            text = text.replace(name, pseudonym(person))
    return text
