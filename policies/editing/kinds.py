"""Changing what an organisation has decided about a kind of event: each change is a new version with its reason."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.plain_text import is_blank, plain_text
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences, record
from policies.builtin import content
from policies.editing.writing import EditedElsewhere
from policies.kinds import ALWAYS_THERE, Kind, built_in_raising, rule_for
from policies.models import EventRule, EventType
from policies.models.event_type import Gravity
from policies.raising import check_rules

DECIDED = ("label", "order", "gravity", "safeguarding", "question", "raising", "is_active")
MOST_LABEL, MOST_QUESTION, MOST_REASON, MOST_ORDER = 80, 300, 2000, 999
CONDITION, ALWAYS = EventType.Safeguarding.CONDITION, EventType.Safeguarding.ALWAYS


class KindChanged(EditedElsewhere):
    """Somebody made a newer version meanwhile; `current` is the kind as it stands."""

    def __init__(self, current):
        self.current = current
        Exception.__init__(self, current.number)


def values_of(kind: Kind) -> dict:
    """What a change begins with."""
    return {name: getattr(kind, name) for name in DECIDED}


def as_shipped(event_type) -> dict:
    return values_of(Kind(event_type)) | {"raising": built_in_raising(event_type.key), "is_active": True}


def change_kind(organisation, by, event_type, *, seen, values, reason) -> EventRule:
    """`seen`: the number that was shown, None for what is built in. Raises ValidationError by field, KindChanged."""
    rule = EventRule(organisation=organisation, event_type=event_type, reason=plain_text(reason), changed_by=by)
    for name in DECIDED:
        setattr(rule, name, values[name])
    record(organisation, "change_kind", by=by, rule=rule, seen=seen)
    return rule


def is_guarded(event_type) -> bool:
    """What ships as going to safeguarding always, or past the line, stays so: nobody may take that way away."""
    return _shipped(event_type)["safeguarding"] == ALWAYS or bool(event_type.route)


def may_be_hidden(event_type) -> bool:
    return event_type.key != ALWAYS_THERE and not event_type.route


def _shipped(event_type):
    return next((row for row in content()["event_types"] if row["key"] == event_type.key), {"safeguarding": ""})


# -- the act ---------------------------------------------------------------------------------------------------


def _may(organisation, user):
    belongs = user is not None and user.is_active and user.organisation_id == organisation.pk
    return belongs and user.has_right(Right.OWN_POLICIES)


def _change(organisation, by, rule, seen):
    """The organisation is held: two who change at once get two numbers, and the second is told."""
    current = Kind(rule.event_type, rule_for(rule.event_type, organisation.pk))
    if current.number != seen:
        raise KindChanged(current)
    if rule.safeguarding != CONDITION:
        rule.question = {}
    check(rule)
    if values_of(current) == {name: getattr(rule, name) for name in DECIDED}:
        raise ValidationError(_("Nothing is different from what holds already."))
    rule.number = (seen or 0) + 1
    rule.save(force_insert=True)
    return [rule]


def check(rule) -> None:
    """ValidationError by field: what is missing, unknown, too long, or taken away that must stay."""
    faults = {
        "label": _fault_of_texts(rule.label, MOST_LABEL),
        "question": _fault_of_texts(rule.question, MOST_QUESTION) if rule.safeguarding == CONDITION else "",
        "order": "" if type(rule.order) is int and 0 <= rule.order <= MOST_ORDER else _("Give a number from 0 to 999."),
        "gravity": "" if rule.gravity in Gravity.values else _("Choose one of the answers offered."),
        "safeguarding": _fault_of_way(rule),
        "is_active": "" if rule.is_active or may_be_hidden(rule.event_type) else _("This kind must stay on offer."),
        "reason": _fault_of_reason(rule.reason),
    }
    found = {name: fault for name, fault in faults.items() if fault}
    if found:
        raise ValidationError(found)
    try:
        check_rules(rule.raising, rule.gravity)
    except ValidationError as fault:
        raise ValidationError({"raising": fault.messages}) from fault


def _fault_of_texts(texts, most) -> str:
    """Every language, and nothing else; people are never left with a blank."""
    languages = dict(settings.LANGUAGES)
    if not isinstance(texts, dict) or set(texts) - set(languages):
        return _("These texts are not known here.")
    missing = [name for code, name in languages.items() if is_blank(str(texts.get(code, "")))]
    if missing:
        return _("This text is missing in: %(languages)s.") % {"languages": ", ".join(missing)}
    if max(len(text) for text in texts.values()) > most:
        return _("This text is too long: at most %(limit_value)s characters.") % {"limit_value": most}
    return ""


def _fault_of_way(rule) -> str:
    if rule.safeguarding not in EventType.Safeguarding.values:
        return _("Choose one of the answers offered.")
    if is_guarded(rule.event_type) and rule.safeguarding != ALWAYS:
        return _("This kind goes to the safeguarding lead always. That cannot be taken away.")
    return ""


def _fault_of_reason(reason) -> str:
    if is_blank(reason):
        return _("Say why, so that it can be understood later.")
    too_long = _("This text is too long: at most %(limit_value)s characters.") % {"limit_value": MOST_REASON}
    return too_long if len(reason) > MOST_REASON else ""


def _name_kind(organisation, happening):
    rule = happening.details["rule"]
    happening.data |= {"event_type": rule.event_type.key, "number": rule.number}


def declare():
    declare_act(Organisation, "change_kind", Act("kind_changed", _may, _change, kind=chain.ACCESS))
    declare_consequences({"kind_changed": [_name_kind]})
