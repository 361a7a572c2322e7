"""Never two open obligations of one kind, never a lost or doubled reminder, never one without a present owner."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.properties import clock_machine

EXAMPLES = int(os.environ.get("CLOCK_EXAMPLES", "200"))
STEPS = 12
MET = ("marked late", "reminded", "escalated", "found quiet", "absence begun", "absence over", "answer", "write", "absence")


@pytest.mark.django_db
def test_whatever_happens_in_whatever_order_the_clock_keeps_its_promises(content):
    clock_machine.reached.clear()
    clock_machine.AnyTime.world = clock_machine.World()
    options = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(clock_machine.AnyTime, settings=options)
    print(f"\nEXAMPLES {clock_machine.reached['examples']}")
    assert clock_machine.reached["examples"] >= EXAMPLES
    assert [name for name in MET if EXAMPLES >= 200 and not clock_machine.reached[name]] == []
