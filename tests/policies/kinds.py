"""Short ways to a changed kind of event; whatever a test is about it says itself."""

from policies.editing.kinds import change_kind, values_of
from policies.kinds import kind_of, rule_for
from policies.models import EventType
from policies.models.event_type import Gravity
from policies.raising import rules_raising

LANGUAGES = ("hu", "en", "cs", "sv", "bg", "uk")


def in_six(text) -> dict:
    return {code: f"{text} ({code})" for code in LANGUAGES}


def kind(key="phone_number") -> EventType:
    return EventType.objects.get(key=key)


def changed(organisation, by, key="phone_number", *, reason="We have seen more of it.", seen="now", **values):
    """A new version that differs in `values` alone."""
    event_type = kind(key)
    current = kind_of(event_type, organisation)
    values = values or {"gravity": "S3"}
    wanted = values_of(current) | values
    if "raising" not in values and "gravity" in values and wanted["gravity"] in Gravity.values:
        wanted["raising"] = rules_raising(wanted["raising"], wanted["gravity"])
    number = getattr(rule_for(event_type, organisation.pk), "number", None)
    return change_kind(organisation, by, event_type, seen=number if seen == "now" else seen, values=wanted, reason=reason)


def sent(kind, **changes) -> dict:
    """What the page's form sends for this kind as it stands, with some fields filled in differently."""
    said = {"order": kind.order, "gravity": kind.gravity, "safeguarding": kind.safeguarding, "reason": "We have seen more of it."}
    said |= {"is_active": "on"} if kind.is_active else {}
    said |= {"seen": kind.number} if kind.number else {}
    said |= {f"label_{code}": text for code, text in kind.label.items()}
    said |= {f"question_{code}": text for code, text in kind.question.items()}
    said |= {f"raise_{rule['when']}": rule["to"] for rule in kind.raising}
    return said | changes
