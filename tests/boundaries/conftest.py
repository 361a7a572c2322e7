"""Everybody who could ask for a verb on Cara's report, and a report in each status."""

import pytest

from accounts.roles import Role
from audit.door import perform, record
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


def ready_to_resolve(cara, sam, lena, **fields):
    """With a lead's reason not to ask whoever is named: no outcome without it, or an answer (test_hearings.py)."""
    incident = stories.answered(cara, by=sam, **fields)
    for person in fields["named"]:
        record(incident, "waive_hearing", by=lena, person=person, reason="It would put her in danger")
    return stories.measured(incident, sam)


def ready_to_close(cara, sam, lena, **fields):
    incident = stories.resolve(ready_to_resolve(cara, sam, lena, **fields), by=sam)
    return stories.settle(incident, by=cara)


@pytest.fixture
def in_status(cara, sam, lena, ned, client_k):
    """A function: Cara's report, which names Ned, in this status and with nothing missing for the next verb."""
    fields = {"client": client_k, "named": [ned]}
    ways = {
        "draft": lambda: stories.draft(cara, **fields),
        "submitted": lambda: stories.submitted(cara, **fields),
        "acknowledged": lambda: ready_to_resolve(cara, sam, lena, **fields),
        "escalated": lambda: stories.escalated(cara, by=sam, to=lena, **fields),
        "resolved": lambda: ready_to_close(cara, sam, lena, **fields),
        "closed": lambda: perform(ready_to_close(cara, sam, lena, **fields), "close", by=sam, reason="Finished together."),
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
