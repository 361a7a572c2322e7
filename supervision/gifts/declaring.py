"""Declaring an interest of one's own, and what the supervisor or lead says to it; who is told of both."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, User
from accounts.plain_text import is_blank, plain_text
from accounts.roles import Right, Role
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow, NotPermitted
from audit.inserting import insert
from boundaries import guards
from boundaries.models import Client
from supervision import notices
from supervision.exports import words
from supervision.models import InterestDeclaration, Notice
from supervision.models.gift import MOST_REASON, MOST_TIE

Tie, Decision = InterestDeclaration.Tie, InterestDeclaration.Decision
MOST_A_DAY = 20  # by one person: nothing of it is ever removed
WAITS, DECIDED = "interest_waits", "interest_decided"
REASONS = {
    "interest_decided": gettext_lazy("Somebody has decided about this interest already."),
    "too_many_declared": gettext_lazy("That is a great deal for one day. Please go on tomorrow."),
}
WORDS = {
    WAITS: gettext_lazy("An interest was declared and waits for your decision"),
    DECIDED: gettext_lazy("The interest that you declared was decided about"),
}
ACTS = {
    "interest_declared": gettext_lazy("Interest declared"),
    "interest_decided": gettext_lazy("Declared interest decided about"),
}


def address_of(row) -> str:
    return f"/register/gifts/interests/{row.pk}/"


# -- who may ------------------------------------------------------------------------------------------------------


def _belongs(organisation, user):
    return user is not None and user.is_active and user.organisation_id == organisation.pk


def _may_declare(organisation, user):
    return _belongs(organisation, user) and (user.has_right(Right.REPORT) or user.has_right(Right.ANSWER))


def _may_answer(organisation, user):
    return _belongs(organisation, user) and user.has_right(Right.ANSWER)


def may_decide(row, user) -> bool:
    """Whoever answers for the team, never about herself; about somebody who answers for others a lead."""
    if row.person_id == user.pk or not user.has_right(Right.ANSWER):
        return False
    if row.person.has_right(Right.ANSWER) and not user.has_right(Right.DECIDE):
        return False
    return InterestDeclaration.objects.visible_to(user).filter(pk=row.pk).exists()


def deciders(row) -> list[User]:
    """Whom it falls to: the team's supervisor, else its lead, else the leads of the service."""
    team = row.team
    of_team = [person for person in (team.supervisor, team.lead) if person] if team else []
    people = [*of_team, *User.objects.with_role(row.organisation, Role.LEAD)]
    able = [person for person in people if person.is_active and may_decide(row, person)]
    return able[:1]


# -- what is done --------------------------------------------------------------------------------------------------


def _declare(organisation, by, *, tie, what, client=None, language=""):
    since = timezone.now() - datetime.timedelta(days=1)
    if InterestDeclaration.objects.filter(person=by, declared_at__gt=since).count() >= MOST_A_DAY:
        raise NotNow(["too_many_declared"])
    if client is not None and not Client.objects.cared_for_by(by).filter(pk=client.pk).exists():
        raise ValidationError({"client": _("Choose one of the answers offered.")})
    row = InterestDeclaration(
        organisation=organisation, person=by, team=by.team, tie=tie, client=client, language=language or by.language,
        what=_said(what, MOST_TIE, "what"),
    )  # fmt: skip
    row.clean_fields(exclude=["organisation", "person", "team", "client", "decided_by"])
    return [insert(row)]


def _decide(organisation, by, *, interest, decision, reason):
    rows = InterestDeclaration.objects.visible_to(by).filter(pk=interest)
    row = rows.select_related("person", "team").first()
    if row is None or not may_decide(row, by):
        raise NotPermitted("decide_interest")
    if row.decided_at:
        raise NotNow(["interest_decided"])
    if decision not in Decision.values:
        raise ValidationError({"decision": _("Choose one of the answers offered.")})
    row.decided_at, row.decided_by, row.decision = timezone.now(), by, decision
    row.decided_reason = _said(reason, MOST_REASON, "reason")
    row.save(update_fields=["decided_at", "decided_by", "decision", "decided_reason"])
    return [row]


def _said(text, most, name):
    text = plain_text(text).strip()
    if is_blank(text):
        raise ValidationError({name: _("Please write something here.")})
    if len(text) > most:
        raise ValidationError({name: _("This text is too long: at most %(limit)s characters.") % {"limit": most}})
    return text


# -- who is told ---------------------------------------------------------------------------------------------------


def tell_deciders(organisation, happening):
    """That there is something to decide, and nothing of what."""
    row = InterestDeclaration.objects.select_related("team", "person", "organisation").filter(person=happening.by)
    row = row.latest("declared_at", "pk")
    happening.data["interest"] = str(row.pk)
    for person in deciders(row):
        notices.notify(None, person, WAITS, address=address_of(row))


def tell_declarer(organisation, happening):
    row = InterestDeclaration.objects.select_related("person").get(pk=happening.details["interest"])
    happening.data |= {"interest": str(row.pk), "decision": row.decision}
    now = timezone.now()
    Notice.objects.filter(kind=WAITS, address=address_of(row), settled_at=None).update(
        settled_at=now, digest_due_at=None
    )
    if row.person.is_active:
        notices.notify(None, row.person, DECIDED, address=address_of(row))


def declare():
    acts = {
        "declare_interest": Act("interest_declared", _may_declare, _declare, kind=chain.ACCESS),
        "decide_interest": Act("interest_decided", _may_answer, _decide, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Organisation, name, act)
    guards.REASONS.update(REASONS)
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
    declare_consequences({"interest_declared": [tell_deciders], "interest_decided": [tell_declarer]})
