"""What can make an event graver than its kind: a fixed set of things that a report says, by key, with their words.

A rule is data: {"when": key, "to": gravity}. It only ever raises. Whether a key holds for a report, boundaries/facts.py
says: a key that no report can answer does not exist.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from policies.models.event_type import Gravity

KEYS = {
    "repeated": _("It has happened again and again with this client"),
    "repeated_pair": _("The same colleague has reported again and again about this client"),
    "staff_named": _("Somebody who works here is part of it"),
    "started_by_me": _("It came from the caregiver"),
    "started_by_relative": _("It came from a relative or somebody close"),
    "accepted": _("It was accepted"),
    "under_pressure": _("It was accepted under pressure"),
    "asked_to_stop": _("The caregiver had to ask to stop"),
    "stepped_out": _("The caregiver had to step out"),
    "client_declined": _("The client did not accept what was offered instead"),
    "not_understood": _("The client did not understand the limit, or it is not certain"),
    "safety_unsure": _("It is not certain whether everybody is safe"),
    "safety_yes": _("There is a worry about safety"),
    "danger_caregiver": _("The caregiver herself is in danger"),
    "danger_client": _("The client is in danger"),
    "discomfort": _("The caregiver felt uncomfortable"),
    "another_client": _("The caregiver asks for another client"),
    "protection": _("The caregiver hopes for protection"),
}
MOST_RULES = len(KEYS)
ORDER = list(Gravity.values)


def is_graver(one: str, other: str) -> bool:
    return ORDER.index(one) > ORDER.index(other)


def gravest(gravities) -> str:
    return max(gravities, key=ORDER.index)


def rules_raising(rules, gravity) -> list[dict]:
    """Those that could make it graver than this; a rule that would lower it does nothing."""
    return [rule for rule in rules if rule["when"] in KEYS and is_graver(rule["to"], gravity)]


def check_rules(rules, gravity) -> None:
    """ValidationError for an unknown key or gravity, the same key twice, or a rule that would raise nothing."""
    if not isinstance(rules, list) or len(rules) > MOST_RULES:
        raise ValidationError(_("These rules are not known here."))
    for rule in rules:
        if not isinstance(rule, dict) or set(rule) != {"when", "to"} or rule["when"] not in KEYS or rule["to"] not in ORDER:
            raise ValidationError(_("These rules are not known here."))
        if not is_graver(rule["to"], gravity):
            raise ValidationError(
                _("“%(what)s” would raise nothing: choose something graver than the kind itself."),
                params={"what": KEYS[rule["when"]]},
            )
    if len({rule["when"] for rule in rules}) != len(rules):
        raise ValidationError(_("Each reason may stand once."))
