"""Whether a report is about somebody's safety: asked before anything about it is made shorter or softer."""

from boundaries.choices import YesNoUnsure
from policies.models.event_type import Gravity


def concerns_safety(incident) -> bool:
    """Somebody worries, or the kind of event goes straight to safeguarding whatever its reporter thinks of it."""
    return incident.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE) or incident.gravity == Gravity.S4
