"""Recording the reason, as evidence of the organisation, and knowing in the same transaction that it was given."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from accounts.plain_text import is_blank
from accounts.roles import Right, Role
from audit import chain
from audit.door import Act, declare_act, record
from audit.inserting import insert
from boundaries import protection
from boundaries.models import NamedPerson
from supervision.models import ProtectedChange


def give_reason(person, *, what, reason, is_own_wish, by) -> "ProtectedChange | None":
    """Record it; None where she is not protected and nothing is to be kept. Raises NotPermitted, ValidationError.

    Call it in the transaction of the change, before the change.
    """
    reported_at = protection.last_report(person)
    if reported_at is None:
        _check(person, by)
        return None
    change = ProtectedChange(
        organisation=person.organisation, person=person, what=what, is_own_wish=is_own_wish, reason=reason.strip(),
        reported_at=reported_at, by=by,
    )  # fmt: skip
    record(person.organisation, "change_protected", by=by, change=change)
    return change


def is_given(person, what) -> bool:
    """Whether a reason for just this stands in the transaction that is running: a row that was rolled back does not."""
    noted = getattr(connection, "protected_changes", set())
    return ProtectedChange.objects.filter(pk__in=noted, person=person, what=what).exists()


def other_leads(person, by) -> list[User]:
    """Who else could give the reason: a lead, apart from the person herself and from whoever she named."""
    leads = User.objects.with_role(person.organisation, Role.LEAD)
    leads += User.objects.with_role(person.organisation, Role.SAFEGUARDING_LEAD)
    named = named_by(person)
    return [lead for lead in {lead.pk: lead for lead in leads}.values() if lead not in (person, by) and lead.pk not in named]


def named_by(person) -> set:
    """Whom her latest report is about."""
    at = protection.last_report(person)
    rows = NamedPerson.objects.filter(incident__reporter=person, incident__submitted_at=at).exclude(user=None)
    return set(rows.values_list("user_id", flat=True)) if at else set()


def _check(person, by):
    """Nobody decides about herself while somebody else can."""
    if person == by and other_leads(person, by):
        raise ValidationError(_("This is about yourself: another lead has to record it."))


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.DECIDE)


def _record(organisation, by, change):
    if is_blank(change.reason):
        raise ValidationError({"reason": _("Please write something here.")})
    _check(change.person, by)
    change.clean_fields(exclude=["organisation", "person", "by"])
    insert(change)
    _note(change)
    return [change]


def _note(change):
    noted = connection.protected_changes = getattr(connection, "protected_changes", set())
    noted.add(change.pk)
    transaction.on_commit(lambda: noted.discard(change.pk))


def declare():
    act = Act("protected_change_recorded", _may, _record, kind=chain.ACCESS)
    declare_act(Organisation, "change_protected", act)
    protection.declare_given(is_given)
