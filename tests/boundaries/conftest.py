"""Everybody who could ask for a verb on Cara's report, and a report in each status."""

import pytest

from accounts.roles import Role
from audit.door import record
from tests import stories
from tests.cast import make_person


@pytest.fixture
def dora(organisation, team):
    """A caregiver of Cara's team who has nothing to do with her report."""
    return make_person(organisation, team, "Dora Kiss", Role.CAREGIVER)


@pytest.fixture
def ned(organisation, team):
    """Every role that answers, in Cara's own team, and part of the event that she reports."""
    return make_person(organisation, team, "Ned Part", Role.SUPERVISOR, Role.LEAD, Role.SAFEGUARDING_LEAD)


@pytest.fixture
def people(cast, dora, ned):
    """By name; `system` is the clock, which acts as nobody."""
    return cast | {"dora": dora, "ned": ned, "system": None}


def ready_to_close(cara, sam, **fields):
    incident = stories.resolved(cara, by=sam, **fields)
    record(incident, "agree", by=cara)
    record(incident, "enter_in_care_record", by=cara, reference="CR-7")
    return incident


@pytest.fixture
def in_status(cara, sam, lena, ned, client_k):
    """A function: Cara's report, which names Ned, in this status and with nothing missing for the next verb."""
    fields = {"client": client_k, "named": [ned]}
    ways = {
        "draft": lambda: stories.draft(cara, **fields),
        "submitted": lambda: stories.submitted(cara, **fields),
        "acknowledged": lambda: stories.answered(cara, by=sam, **fields),
        "escalated": lambda: stories.escalated(cara, by=sam, to=lena, **fields),
        "resolved": lambda: ready_to_close(cara, sam, **fields),
        "closed": lambda: stories.closed(cara, by=sam, **fields),
        "withdrawn": lambda: stories.withdrawn(cara, **fields),
    }
    return lambda status: ways[status]()


@pytest.fixture
def details(sam, lena):
    """What each verb is given."""
    return {
        "submit": {},
        "withdraw": {"reason": "Settled at once"},
        "acknowledge": {"message": stories.message()},
        "escalate": {"to": lena, "reason": "Needs a decision"},
        "decide": {"reason": "Stays private", "message": stories.message(), "next_person": sam},
        "resolve": stories.RESULT | {"message": {"body": "This is the result.", "language": "en"}},
        "reopen": {"reason": "It happened again"},
        "close": {"reason": "Finished together"},
    }
