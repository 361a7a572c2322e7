"""docs/escalation.md shows the ladder as the code has it."""

from pathlib import Path

from boundaries.choices import Route
from policies.models import ServiceStandard
from supervision import clock
from supervision.ladder import alarms, telling
from supervision.ladder.rungs import PEOPLE, RUNGS

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PAGE = (DOCS / "escalation.md").read_text(encoding="utf-8")


def rows(name):
    lines = PAGE.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0].strip().splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_rungs_are_those_of_the_code():
    written = {route.strip("`"): rungs.replace("`", "").split(", ") for route, rungs in rows("rungs")}
    assert written == {str(route): [str(rung) for rung in rungs] for route, rungs in RUNGS.items()}
    assert set(RUNGS) == set(Route.values)
    assert {rung for rungs in RUNGS.values() for rung in rungs} == set(PEOPLE)


def test_the_times_are_those_of_the_code():
    standard = ServiceStandard()
    times = [standard.urgent_rung_minutes, standard.rung_minutes, alarms.REPEAT_EVERY.seconds // 60, alarms.MOST_TIMES]
    assert [int(cell.split()[0]) for _what, cell in rows("clocks")] == times


def test_the_ways_are_those_of_the_code():
    say = {True: "yes", False: "no"}
    ways = [[f"`{name}`", say[way.first], "yes", say[way.urgent_only]] for name, way in telling.WAYS.items()]
    assert rows("ways") == ways


def test_the_steps_are_those_of_the_clock_in_their_order():
    declared = [step.name for step in clock.steps() if step.act.__module__.startswith("supervision.ladder")]
    assert [name.strip("`") for name, _what in rows("steps")] == declared
    assert len(declared) == 5


def test_every_setting_of_the_gateways_is_told_on_their_page():
    text = (DOCS / "gateways.md").read_text(encoding="utf-8")
    for channel in ("TEXT", "VOICE"):
        for what in ("URL", "TOKEN"):
            assert f"DOORSTEP_{channel}_GATEWAY_{what}" in text
    assert "five seconds" in text
