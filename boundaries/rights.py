"""May this person do this to this incident? Persons only; whether the moment allows it is boundaries/guards.py."""

from accounts.roles import Right, Role
from boundaries import pseudonyms
from boundaries.choices import Status

# what the clock may do by itself
SYSTEM_VERBS = frozenset({"escalate"})


def may(incident, verb, user) -> bool:
    """True when the rule of this verb admits this person; None is the system, which may very little."""
    if user is None:
        return verb in SYSTEM_VERBS
    return person(RULES[verb])(incident, user)


def person(rule):
    """The rule for somebody who belongs here: active, of this organisation, outside of no wall."""

    def admits(incident, user) -> bool:
        return user is not None and belongs(incident, user) and rule(incident, user)

    return admits


def belongs(incident, user) -> bool:
    return user.is_active and user.organisation_id == incident.organisation_id and not is_named(incident, user)


def is_named(incident, user) -> bool:
    """Walls beat roles: whoever is part of the event has no say in it. Nobody is walled off from her own report, nor
    from the draft that she writes for somebody: the wall stands from the moment it is sent."""
    if is_reporter(incident, user) or (incident.status == Status.DRAFT and writes(incident, user)):
        return False
    return any(person.user_id == user.pk for person in incident.named.all())


def is_reporter(incident, user) -> bool:
    return incident.reporter_id == user.pk


def writes(incident, user) -> bool:
    """In whose hand a draft is: her own, or the colleague's who writes it down for her."""
    filing = getattr(incident, "on_behalf", None)
    return is_reporter(incident, user) if filing is None else filing.filed_by_id == user.pk


def reads(incident, user) -> bool:
    return type(incident).objects.visible_to(user).filter(pk=incident.pk).exists()


def answers(incident, user) -> bool:
    """Somebody in reach whose work it is to answer: never the reporter."""
    return user.has_right(Right.ANSWER) and not is_reporter(incident, user) and reads(incident, user)


def decides(incident, user) -> bool:
    """The addressee of the escalation, or whoever decides for the service."""
    if is_reporter(incident, user):
        return False
    return incident.escalated_to_id == user.pk or (user.has_right(Right.DECIDE) and reads(incident, user))


def resolves(incident, user) -> bool:
    mine = incident.assignee_id == user.pk or user.has_right(Right.DECIDE)
    return mine and answers(incident, user)


def takes_part(incident, user) -> bool:
    if incident.status == Status.DRAFT:
        return writes(incident, user)
    return is_reporter(incident, user) or answers(incident, user)


def names_clients(incident, user) -> bool:
    """May see the client's name: the reporter, and those who answer; each look is recorded (UK.14)."""
    has_name = incident.client_id is not None and hasattr(incident.client, "identity")
    return has_name and user.has_right(Right.SEE_CLIENT_NAMES) and takes_part(incident, user)


RULES = {
    "submit": writes,
    "withdraw": is_reporter,
    "acknowledge": answers,
    "escalate": answers,
    "decide": decides,
    "resolve": resolves,
    "close": resolves,
    "reopen": takes_part,
}

# Under which role somebody acts in a record, most specific first.
_ROLES = (Role.SAFEGUARDING_LEAD, Role.LEAD, Role.SUPERVISOR, Role.AUDITOR, Role.POLICY_OWNER, Role.CAREGIVER)


def role_in(incident, user) -> str:
    if user is None:
        return "system"
    if is_reporter(incident, user):
        return "reporter"
    return next((str(role) for role in _ROLES if user.has_role(role)), "")


def reporter_label(incident, user) -> str:
    """The reporter as this person may see her: herself, her name for those who answer, else her pseudonym."""
    return incident.reporter.short_name if pseudonyms.knows_reporter(incident, user) else pseudonyms.pseudonym(incident)


def reporter_in_list(incident, user) -> str:
    """The same in a list of many: what was opened to somebody stands on the record's own page, where it is recorded."""
    hidden = incident.behind_pseudonym and not is_reporter(incident, user)
    return pseudonyms.pseudonym(incident) if hidden else reporter_label(incident, user)


def pseudonym(person) -> str:
    """A person outside of any record; in one of hers, boundaries/pseudonyms.py says what she is called."""
    return pseudonyms.of_person(person)
