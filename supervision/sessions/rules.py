"""The organisation's rule for how often people sit together, in versions; and until when somebody is new."""

from accounts.models import Organisation, User
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotPermitted
from supervision.models import Probation, SessionRule
from supervision.sessions import reach

FIELDS = ("every_weeks", "probation_weeks", "after_days", "after_kinds", "after_gravities")


def set_rule(organisation, by, **rule) -> SessionRule | None:
    """A new version; None where nothing would change."""
    former = SessionRule.of(organisation.pk)
    if former is not None and all(getattr(former, name) == rule[name] for name in FIELDS):
        return None
    return record(organisation, "set_session_rule", by=by, rule=rule).details["version"]


def set_probation(organisation, by, *, person, until_on) -> None:
    record(organisation, "set_probation", by=by, person=person.pk, until_on=until_on)


def versions(user) -> list[SessionRule]:
    """All that ever held, the newest first."""
    rows = SessionRule.objects.filter(organisation=user.organisation_id).select_related("entered_by")
    return list(rows.order_by("-entered_at", "-pk"))


def _decides(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.DECIDE)


def _answers(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.ANSWER)


def _set_rule(organisation, by, rule):
    row = SessionRule(organisation=organisation, entered_by=by, **rule)
    row.clean_fields(exclude=["organisation", "entered_by"])
    row.save(force_insert=True)
    return [row]


def _set_probation(organisation, by, person, until_on):
    found = User.objects.filter(pk=person, organisation=organisation).first()
    if found is None or found.pk not in {member.pk for member in reach.team_of(by)}:
        raise NotPermitted("set_probation")
    return [Probation.objects.create(organisation=organisation, person=found, until_on=until_on, entered_by=by)]


def _name_rule(organisation, happening):
    key = next(key for key in happening.digests if key.startswith("supervision.sessionrule:")).split(":")[1]
    happening.details["version"] = SessionRule.objects.get(pk=key)
    happening.data["rule"] = key


def _name_person(organisation, happening):
    happening.data["person"] = str(happening.details["person"])


ACTS = {
    "set_session_rule": Act("session_rule_set", _decides, _set_rule, kind=chain.ACCESS),
    "set_probation": Act("probation_set", _answers, _set_probation, kind=chain.ACCESS),
}


def declare():
    for name, act in ACTS.items():
        declare_act(Organisation, name, act)
    declare_consequences({"session_rule_set": [_name_rule], "probation_set": [_name_person]})
