"""What docs/policies.md says about the document is what the code takes."""

import re
from pathlib import Path

from policies.editing import document as shape
from policies.editing import faults, guards
from policies.editing.shape import PLACEHOLDERS
from policies.models import Clause

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "policies.md").read_text(encoding="utf-8")


def named(line):
    return re.findall(r"`([\w{}]+)`", line)


def fields(head):
    rows = PAGE.split(f"| {head} |")[1].split("\n\n")[0].splitlines()[2:]
    return [name for row in rows for name in named(row.split("|")[1])]


def test_every_field_is_explained():
    assert fields("Field") == ["format", "slug", "kind", *shape.WHOLE_TEXTS, *shape.WHOLE[7:]]
    assert fields("Field of a clause") == list(shape.CLAUSE)


def test_its_choices_numbers_and_rules_are_those_of_the_code():
    [row] = [line for line in PAGE.splitlines() if line.startswith("| `answer_kind`")]
    assert named(row)[1:] == Clause.Answer.values
    assert f"at most {faults.MOST_BYTES // 1024} kB" in PAGE
    assert f"1 to {faults.MOST_CLAUSES} of them" in PAGE
    assert f"takes effect {guards.SOLE_WAITS.total_seconds() / 3600:.0f} hours after" in PAGE.replace("\n", " ")
    assert {f"{{{name}}}" for name in PLACEHOLDERS} <= set(named(PAGE))
    rules = PAGE.split("Filing relies on this")[1].split("\n\n")[0]
    for kind in (*faults.EXACTLY_ONE, *faults.AT_MOST_ONE, *faults.WITH_US, *faults.CONDITIONAL):
        assert f"`{kind}`" in rules
