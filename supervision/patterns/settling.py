"""Saying what came of a pattern, the same way from the page and from a program."""

from audit.door import record
from supervision.models import PatternTask


def settle(task, by, outcome, reason) -> None:
    """Raises ValidationError, NotNow and NotPermitted."""
    if outcome == PatternTask.Outcome.DISMISSED:
        record(task.organisation, "dismiss_pattern", by=by, task=task.pk, reason=reason)
    else:
        record(task.organisation, "act_on_pattern", by=by, task=task.pk, outcome=outcome, reason=reason)
