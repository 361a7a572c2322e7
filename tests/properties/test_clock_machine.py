"""Never two open obligations of one kind, never a lost or doubled reminder, never one without a present owner."""

import os

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties import clock_machine

IN_THE_SUITE = {"sqlite": 200, "postgresql": 40}  # a second each: the second database repeats the beginning
STEPS = 12
MET = ("marked late", "reminded", "escalated", "found quiet", "absence begun", "absence over", "answer", "write", "absence")


@pytest.mark.django_db
def test_whatever_happens_in_whatever_order_the_clock_keeps_its_promises(content):
    examples = int(os.environ.get("CLOCK_EXAMPLES", IN_THE_SUITE[connection.vendor]))
    clock_machine.reached.clear()
    clock_machine.AnyTime.world = clock_machine.World()
    options = settings(
        max_examples=examples, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(clock_machine.AnyTime, settings=options)
    print(f"\nEXAMPLES {clock_machine.reached['examples']}")
    assert clock_machine.reached["examples"] >= examples
    assert [name for name in MET if examples >= 200 and not clock_machine.reached[name]] == []
