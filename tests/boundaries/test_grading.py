"""How grave, by which way, how urgent: all forty kinds and every answer, against the rules in plain words."""

import itertools

import pytest

from boundaries.grading import grade
from boundaries.models import Incident
from policies.models import EventType

ANSWERS = ["", "no", "unsure", "yes"]


def rules(kind, condition, concern, part):
    """(gravity, route, urgent) as the procedure has it."""
    safeguarding = kind.safeguarding == "always" or (
        kind.safeguarding == "condition" and condition in ("yes", "unsure")
    )
    route = "safeguarding" if safeguarding else "line"
    if kind.route == "independent" or part == "cannot_say":
        route = "independent"
    return ("S4" if safeguarding else kind.gravity), route, safeguarding or concern in ("yes", "unsure")


def test_every_kind_with_every_answer_is_graded_as_the_procedure_has_it(content, db):
    swept, wrong = 0, []
    for kind in EventType.objects.all():
        for case in itertools.product(ANSWERS, ANSWERS, ["no", "named", "cannot_say"]):
            condition, concern, part = case
            incident = Incident(event_type=kind, condition_answer=condition, safety_concern=concern, staff_part=part)
            swept += 1
            if grade(incident) != rules(kind, *case):
                wrong.append((kind.key, *case))
    assert wrong == []
    assert swept == 40 * 4 * 4 * 3


def test_gravity_only_ever_rises(content, db):
    for kind in EventType.objects.all():
        plain = grade(Incident(event_type=kind, condition_answer="no", safety_concern="no", staff_part="no"))
        worst = grade(Incident(event_type=kind, condition_answer="yes", safety_concern="yes", staff_part="no"))
        assert worst[0] >= plain[0]


def test_what_goes_straight_to_safeguarding_is_always_urgent(content, db):
    for kind in EventType.objects.filter(safeguarding="always"):
        gravity, route, urgent = grade(Incident(event_type=kind, safety_concern="no", staff_part="no"))
        assert (gravity, urgent) == ("S4", True)
        assert route in ("safeguarding", "independent")


@pytest.mark.django_db
@pytest.mark.parametrize(("part", "route"), [("", "line"), ("no", "line"), ("cannot_say", "independent")])
def test_a_question_has_no_gravity_and_may_go_past_the_line(part, route):
    assert grade(Incident(kind="question", staff_part=part)) == ("S0", route, False)
