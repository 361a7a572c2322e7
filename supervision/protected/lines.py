"""The list of protected changes: what, how soon after the report, why and by whom; for whoever audits, by pseudonyms.

A row is there only where somebody had reported, so nobody who leads sees any: she would learn who did.
"""

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


def may_read(user) -> bool:
    """An auditor, and nobody who answers as well and so knows names."""
    return user.has_right(Right.READ_PSEUDONYMISED) and not user.has_right(Right.ANSWER)


def changes_for(user):
    """Of this organisation; none that follows a report in which the reader is named: she must not know of that."""
    if not may_read(user):
        return ProtectedChange.objects.none()
    rows = ProtectedChange.objects.filter(organisation_id=user.organisation_id)
    about_reader = NamedPerson.objects.filter(
        incident__reporter=OuterRef("person"), incident__submitted_at=OuterRef("reported_at"), user=user
    )
    rows = rows.exclude(Q(Exists(about_reader)) & ~Q(person=user))
    if user.scope is not None:
        audited = Incident.objects.visible_to(user).filter(reporter=OuterRef("person"))
        rows = rows.filter(Exists(audited.filter(submitted_at=OuterRef("reported_at"))))
    by_named = NamedPerson.objects.filter(
        incident__reporter=OuterRef("person"), incident__submitted_at=OuterRef("reported_at"), user=OuterRef("by")
    )
    return rows.annotate(by_somebody_named=Exists(by_named)).select_related("person__profile", "by__profile")


def page(user, after, clock) -> tuple[list[dict], str]:
    found, place = places.page(changes_for(user), "-at", after, MOST)
    return [line(row, clock) for row in found], place


def line(row, clock) -> dict:
    days = (row.at - row.reported_at).days
    after = ngettext("%(days)s day after a report", "%(days)s days after a report", days)
    return {
        "when": clock.full(row.at),
        "person": pseudonym(row.person),
        "what": WHAT[row.what],
        "after": after % {"days": days},
        "reason": _without_names(row),
        "by": pseudonym(row.by),
        "notes": [words for words, holds in _notes(row) if holds],
    }


def _notes(row):
    yield _("at her own wish"), row.is_own_wish
    yield _("her own decision"), row.by_id == row.person_id
    yield _("decided by somebody whom the report is about"), row.by_somebody_named


def _without_names(row):
    text = row.reason
    for person in (row.person, row.by):
        for name in (str(person), person.short_name, person.given_name, person.family_name):
            text = text.replace(name, pseudonym(person))
    return text
