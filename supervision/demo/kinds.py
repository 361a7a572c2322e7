"""The one kind of event that the demo's policy owner has changed: calls at night count more than they do as shipped."""

from policies.editing.kinds import change_kind, values_of
from policies.kinds import find_kind

KEY = "calls_outside_hours"
RAISING = [{"when": "repeated", "to": "S2"}, {"when": "discomfort", "to": "S2"}]
REASON = "Calls at night wear people out before anybody notices. We talk about each of them, and make a plan early."


def change(demo) -> None:
    petra = demo.people["petra"]
    kind = find_kind(petra.organisation, KEY)
    values = values_of(kind) | {"gravity": "S1", "raising": RAISING}
    change_kind(petra.organisation, petra, kind.event_type, seen=kind.number, values=values, reason=REASON)
