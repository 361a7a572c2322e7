"""Who may do what to a wording that is being written; whether the moment allows it is policies/editing/guards.py."""

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from accounts.models import User
from accounts.roles import RIGHTS, Right

# what the clock may do by itself
SYSTEM_VERBS = frozenset({"take_effect"})
APPROVING = frozenset({Right.OWN_POLICIES, Right.DECIDE})


def may(draft, verb, user) -> bool:
    """True when the rule of this verb admits this person; None is the system."""
    if user is None:
        return verb in SYSTEM_VERBS
    belongs = user.is_active and user.organisation_id == draft.organisation_id
    return belongs and verb in RULES and RULES[verb](draft, user)


def writes(draft, user) -> bool:
    return user.has_right(Right.OWN_POLICIES)


def reads(organisation, user) -> bool:
    """Wordings that are not published yet are read by those who write and those who approve."""
    belongs = user.is_active and user.organisation_id == organisation.pk
    return belongs and any(user.has_right(right) for right in APPROVING)


def approves(draft, user) -> bool:
    """BG.11: somebody else than who wrote or proposed it, who owns policies or answers for the service."""
    is_another = user.pk not in (draft.author_id, draft.proposed_by_id)
    return is_another and any(user.has_right(right) for right in APPROVING)


def sends_back(draft, user) -> bool:
    return approves(draft, user) or writes(draft, user)


def somebody_approves(draft) -> bool:
    """Whether anybody active but its author and proposer may approve it."""
    roles = [role for role, rights in RIGHTS.items() if rights & APPROVING]
    one_of = Q()
    for role in roles:
        one_of |= Q(roles_text__contains=f'"{role}"')
    people = User.objects.filter(organisation_id=draft.organisation_id, is_active=True)
    likely = people.alias(roles_text=Cast("roles", TextField())).filter(one_of)
    return any(approves(draft, person) for person in likely)


RULES = {"propose": writes, "approve": approves, "send_back": sends_back, "withdraw": writes}
