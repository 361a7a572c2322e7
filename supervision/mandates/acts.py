"""Giving a mandate, ending it early, and noting which page was opened under it: events of the organisation's chain."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate, Organisation, User
from accounts.roles import Right, Role
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.inserting import insert
from boundaries import guards
from supervision import notices
from supervision.exports import words

MAY_GIVE = (Right.DECIDE, Right.MANAGE_PEOPLE)
GIVEN, ENDED, PAGE_OPENED = "mandate_given", "mandate_ended", "page_opened"
MOST_STANDING = 10  # at once, for one auditor: each is a part of every search of hers
REASONS = {
    "no_auditor": _("This person is no auditor of your service any more."),
    "mandate_over": _("This mandate has ended already."),
    "mandate_in_past": _("A mandate ends in the future."),
    "too_many_mandates": _("This auditor has many mandates already. Please end one first."),
}
NOTICES = {
    GIVEN: _("You were given a mandate to audit"),
    ENDED: _("A mandate of yours to audit has ended early"),
}
ACTS = {
    GIVEN: _("Mandate to audit given"),
    ENDED: _("Mandate to audit ended early"),
    PAGE_OPENED: _("Page opened"),
}


def auditors(organisation) -> list[User]:
    return User.objects.with_role(organisation, Role.AUDITOR)


def address_of(auditor) -> str:
    return f"/auditors/{auditor.pk}/"


# -- what is done --------------------------------------------------------------------------------------------------


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and bool(user.rights & set(MAY_GIVE))


def _can_be_given(organisation, mandate, **details):
    """Nobody gives one to herself: the database refuses it as well."""
    if mandate.auditor not in auditors(organisation) or mandate.auditor_id == mandate.given_by_id:
        return ["no_auditor"]
    if mandate.ends_at <= timezone.now():
        return ["mandate_in_past"]
    standing = Mandate.objects.filter(auditor=mandate.auditor, ended_at=None, ends_at__gt=timezone.now())
    return ["too_many_mandates"] if standing.count() >= MOST_STANDING else []


def _give(organisation, by, mandate):
    mandate.given_by, mandate.given_at = by, timezone.now()
    mandate.clean_fields(exclude=["organisation", "auditor", "given_by", "ended_by"])
    return [insert(mandate)]


def _still_stands(organisation, mandate, **details):
    row = Mandate.objects.filter(pk=mandate, organisation=organisation).first()
    return [] if row is not None and row.stands else ["mandate_over"]


def _end(organisation, by, mandate):
    row = Mandate.objects.select_for_update().get(pk=mandate)
    row.ended_at, row.ended_by = timezone.now(), by
    row.save(update_fields=["ended_at", "ended_by"])
    return [row]


def _is_under_mandate(organisation, user):
    return user is not None and user.organisation_id == organisation.pk and user.scope is not None


# -- what follows --------------------------------------------------------------------------------------------------


def _tell(organisation, happening):
    """Which one and whose; its purpose stays in its digest."""
    found = happening.details["mandate"]
    row = found if isinstance(found, Mandate) else Mandate.objects.select_related("auditor").get(pk=found)
    happening.data |= {"mandate": str(row.pk), "auditor": str(row.auditor_id)}
    row.auditor.__dict__.pop("mandates_given", None)
    row.auditor.__dict__.pop("rights", None)
    notices.notify(None, row.auditor, GIVEN if row.ended_at is None else ENDED, address=address_of(row.auditor))


def _keep_page(organisation, happening):
    happening.data["page"] = happening.details["page"]


def declare():
    acts = {
        "give_mandate": Act(GIVEN, _may, _give, _can_be_given, kind=chain.ACCESS),
        "end_mandate": Act(ENDED, _may, _end, _still_stands, kind=chain.ACCESS),
        "open_page": Act(PAGE_OPENED, _is_under_mandate, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
    declare_consequences({GIVEN: [_tell], ENDED: [_tell], PAGE_OPENED: [_keep_page]})
    guards.REASONS.update(REASONS)
    notices.WORDS.update(NOTICES)
    words.ACTS.update(ACTS)
