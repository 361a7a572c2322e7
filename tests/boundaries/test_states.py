"""The state matrix: every status x every verb x every person, from one table, and nothing undeclared."""

import pytest
from django.db import transaction

from audit.chain import chain_name, last_event
from audit.door import perform
from audit.errors import NotNow, NotPermitted
from boundaries.choices import Status
from boundaries.models import Incident

# For those who may: done, not now (-), or 403 where even they are outside (a draft is its reporter's alone).
# Everybody else gets 403 everywhere. `names` are people of tests/cast.py and tests/boundaries/conftest.py.
MATRIX = """
verb         names            draft  submitted  acknowledged  escalated  resolved  closed  withdrawn
submit       cara             done   -          -             -          -         -       -
withdraw     cara             -      done       -             -          -         -       -
acknowledge  sam,lena         403    done       -             -          -         -       -
escalate     sam,lena,system  403    done       done          -          -         -       -
decide       lena             403    -          -             done       -         -       -
resolve      sam,lena         403    -          done          -          -         -       -
reopen       cara,sam,lena    403    -          -             -          done      -       -
close        sam,lena         403    -          -             -          done      -       -
"""
# Not everybody is outside of a draft: its reporter is told "not now", and so is the clock.
INSIDE_A_DRAFT = {("reopen", "cara"), ("escalate", "system")}

# verb -> the status it leads to and the event it appends
LEADS_TO = {
    "submit": ("submitted", "incident_submitted"),
    "withdraw": ("withdrawn", "incident_withdrawn"),
    "acknowledge": ("acknowledged", "incident_acknowledged"),
    "escalate": ("escalated", "incident_escalated"),
    "decide": ("acknowledged", "incident_decided"),
    "resolve": ("resolved", "incident_resolved"),
    "reopen": ("acknowledged", "incident_reopened"),
    "close": ("closed", "incident_closed"),
}

HEAD, *ROWS = [line.split() for line in MATRIX.strip().splitlines()]
STATUSES = HEAD[2:]
CELLS = {row[0]: dict(zip(STATUSES, row[2:], strict=True)) for row in ROWS}
ADMITTED = {row[0]: row[1].split(",") for row in ROWS}


def expected(status, verb, name):
    cell = CELLS[verb][status]
    if name not in ADMITTED[verb] or (cell == "403" and (verb, name) not in INSIDE_A_DRAFT):
        return "403"
    return "done" if cell == "done" else "not now"


def attempt(incident, verb, person, details):
    """done, 403 or not now; whatever happened is undone."""
    with transaction.atomic():
        try:
            row = perform(incident, verb, by=person, **details)
        except NotPermitted:
            return "403"
        except NotNow as refusal:
            return "not now" if refusal.reasons == ["wrong_status"] else refusal.reasons
        else:
            check_result(row, verb, person)
        finally:
            transaction.set_rollback(True)
    return "done"


def check_result(row, verb, person):
    event = last_event(chain_name(row))
    assert (row.status, event.act) == LEADS_TO[verb]
    assert (event.to_status, event.actor_id) == (row.status, person.pk if person else None)


@pytest.mark.parametrize("status", STATUSES)
def test_whoever_asks_for_whatever_gets_what_the_matrix_says(status, people, in_status, details):
    incident = in_status(status)
    cases = [(verb, name) for verb in CELLS for name in people]
    got = {case: attempt(incident, case[0], people[case[1]], details[case[0]]) for case in cases}
    assert got == {(verb, name): expected(status, verb, name) for verb, name in cases}
    assert len(got) == 8 * 11


def test_the_matrix_holds_every_declared_verb_and_status():
    declared = Incident.declared_transitions()
    assert set(CELLS) == set(declared) == set(LEADS_TO)
    assert Status.values == STATUSES
    assert {verb: t.custom["event"] for verb, t in declared.items()} == {v: e for v, (_, e) in LEADS_TO.items()}


def test_the_matrix_allows_exactly_the_declared_ways():
    ways = {
        (source, verb, t.target)
        for source in Status.values
        for verb, t in Incident.declared_transitions().items()
        if getattr(Incident, verb)._django_fsm.has_transition(source)
    }
    allowed = {(s, verb, LEADS_TO[verb][0]) for verb, row in CELLS.items() for s, cell in row.items() if cell == "done"}
    assert {(str(s), v, str(t)) for s, v, t in ways} == allowed
    assert len(allowed) == 9


def test_616_cases_are_swept_and_18_of_them_succeed(people):
    cases = [expected(status, verb, name) for status in STATUSES for verb in CELLS for name in people]
    counts = {kind: cases.count(kind) for kind in set(cases)}
    assert sum(counts.values()) == 7 * 8 * 11
    assert counts == {"done": 18, "not now": 76, "403": 522}
