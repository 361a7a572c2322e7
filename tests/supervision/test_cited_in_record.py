"""What was cited and excepted stands in the record as it was: on the page, in print, in every language."""

import pytest
from django.utils import timezone, translation

from audit.door import perform, record
from boundaries import answers
from boundaries.forms.step import in_words
from policies.models import PolicyVersion
from supervision.exports import handling
from supervision.exports.gathered import gathered
from supervision.exports.steps import step_rows
from supervision.exports.teller import Teller
from supervision.models import Export
from tests import missed, stories
from tests.norms import norm
from tests.supervision.pages import address, page

CITED = "Private contact data, version 1, 3: Private numbers stay private"


@pytest.fixture
def incident(cara, sam, lena, organisation, client_k):
    clause = norm(organisation)[2]
    draft = stories.draft(cara, client=client_k)
    step = draft.protocol_version.clauses.get(answer_kind="clauses")
    answers.save_answer(draft, step, outcome="done", data={"clauses": [str(clause.pk)]})
    incident = perform(draft, "submit", by=cara)
    incident = perform(incident, "acknowledge", by=sam, message=stories.message())
    PolicyVersion.objects.filter(pk=clause.version_id).update(in_force_until=timezone.now())
    norm(organisation, "Another wording", begins=timezone.now())
    return incident


def told(incident, profile=Export.Profile.IDENTIFIED, language="en"):
    return Teller(gathered(incident), language, profile)


def test_the_page_shows_the_clause_as_it_was_cited(incident, sam, cara):
    for person, title in ((sam, CITED), (cara, "Private numbers stay private (hu)")):
        text = page(person, f"{address(incident)}?tab=steps")
        assert title in text
        assert "Another wording" not in text


def test_so_does_the_print_in_its_language(incident):
    lines = [line for row in step_rows(told(incident)) for line in row["lines"]]
    assert f"Policy explained: {CITED}" in lines
    with translation.override("hu"):
        lines = [line for row in step_rows(told(incident, language="hu")) for line in row["lines"]]
    assert any("Személyes elérhetőségek" in line and "(hu)" in line for line in lines)


def test_so_does_the_check(incident):
    answer = incident.answers.get(clause__answer_kind="clauses")
    assert in_words(answer.clause, answer, ()).endswith(CITED)


def test_an_exception_is_printed_with_who_and_why_but_not_for_the_reporter(incident, sam, lena):
    missed.approved_exception(incident, asker=sam, lead=lena)
    printed = str(handling.result(told(incident)))
    for words in ("It keeps nights free.", "Calls went on.", "Exception approved", "Lena Lund"):
        assert words in printed
    assert "nights free" not in str(handling.result(told(incident, Export.Profile.REPORTER)))
    assert "Lena Lund" not in str(handling.result(told(incident, Export.Profile.PSEUDONYMISED)))


def test_the_page_shows_it_to_those_who_answer_and_not_to_the_reporter(incident, sam, lena, cara):
    record(
        incident, "ask_exception", by=sam, clause=incident.protocol_version.clauses.first(), purpose="It keeps nights free.",
        done_instead="<b>Calls</b>",
    )  # fmt: skip
    text = page(lena, address(incident))
    assert "It keeps nights free." in text
    assert "&lt;b&gt;Calls" in text
    assert address(incident, "decide-exception") in text
    own = page(sam, address(incident))
    assert "Waits for a decision of: Lena L." in own
    assert address(incident, "decide-exception") not in own
    assert "nights free" not in page(cara, address(incident))
