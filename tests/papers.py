"""Short ways to a printed form, and to a report that somebody wrote down for a colleague."""

from audit.door import perform
from audit.ids import uuid7
from boundaries.paper import filing
from policies.models import EventType
from tests import stories


def sheet(by, event="phone_number", language="hu"):
    event_type = EventType.objects.get(key=event) if event else None
    return filing.make_sheet(by, language=language, event_type=event_type)


def begun(reporter, by, paper=None):
    """From this sheet, or as it was told."""
    return filing.begin_for(by, reporter, uuid7(), language="hu", sheet=paper)


def draft(reporter, by, *, paper=None, **fields):
    """Complete, in the hand of whoever writes it."""
    draft = begun(reporter, by, paper)
    draft.event_type = EventType.objects.get(key="phone_number")
    return stories.draft(reporter, begun=draft, **fields)


def filed(reporter, by, *, told=False, **fields):
    return perform(draft(reporter, by, paper=None if told else sheet(by), **fields), "submit", by=by)
