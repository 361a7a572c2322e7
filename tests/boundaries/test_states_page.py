"""docs/states.md shows the states as the code declares them."""

import re
from pathlib import Path

import pytest

from boundaries import guards
from boundaries.choices import Status
from boundaries.models import Incident
from tests import stories

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "states.md").read_text(encoding="utf-8")
VERBS = Incident.declared_transitions()


def section(name):
    return PAGE.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0].strip()


def sources(verb):
    return [status for status in Status.values if getattr(Incident, verb)._django_fsm.has_transition(status)]


def arrows():
    declared = {f"{source} --> {t.target}: {verb}" for verb, t in VERBS.items() for source in sources(verb)}
    ends = {f"{s} --> [*]" for s in Status.values if not any(s in sources(verb) for verb in VERBS)}
    return declared | ends | {f"[*] --> {Incident._meta.get_field('status').default}"}


def test_the_diagram_is_the_code():
    drawn = {line.strip() for line in section("diagram").splitlines() if "-->" in line}
    assert drawn == arrows()
    assert len(drawn) == 12


def test_the_table_of_verbs_is_the_code():
    rows = [
        f"| `{verb}` | {', '.join(sources(verb))} | {t.target} | `{t.custom['event']}` | {getattr(Incident, verb).__doc__} |"
        for verb, t in VERBS.items()
    ]
    assert set(section("verbs").splitlines()[2:]) == set(rows)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_whose_turn_it_is_afterwards(verb):
    assert "turn" in getattr(Incident, verb).__doc__ or "reporter may" in getattr(Incident, verb).__doc__


def codes_of_the_page():
    rows = [line.split("|") for line in section("guards").splitlines()[2:]]
    return {row[1].strip(" `"): set(re.findall(r"`(\w+)`", row[2])) for row in rows}


def test_every_code_of_the_page_has_a_sentence_and_every_guarded_verb_a_row():
    assert set(codes_of_the_page()) == set(guards.declared())
    codes = set().union(*codes_of_the_page().values())
    assert codes <= set(guards.REASONS)


@pytest.mark.django_db
def test_what_an_empty_draft_lacks_stands_on_the_page(cara):
    draft = stories.drafts.begin(cara, stories.uuid7())
    lacking = {code for code in guards.reasons_against(draft, "submit") if not code.startswith("step_")}
    assert lacking <= codes_of_the_page()["submit"]
    assert len(lacking) == 9
