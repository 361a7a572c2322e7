"""Every question of the form on the screen stands on the paper, for both protocols and in six languages."""

import pytest
from django.conf import settings
from django.utils import translation

from boundaries.forms import ReportForm, StepForm
from boundaries.guided import offered
from boundaries.models import Incident
from boundaries.paper.questions import ASKED_WITH, WRITTEN, paper_form
from policies.loading import protocol_for
from policies.models import DirectoryEntry, EventType
from tests import directory as numbers

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
KINDS = ["phone_number", None, "small_gift"]


def fields_of(form, prefix=""):
    """{name: (label, choices)} of what the screen asks."""
    rows = {f"{prefix}{name}": row for name, row in form.fields.items() if str(row.label or "")}
    return {name: (str(row.label), [str(key) for key, _ in getattr(row, "choices", ())]) for name, row in rows.items()}


def asked_on_screen(draft, directory):
    steps = [clause for clause in draft.protocol_version.clauses.all() if clause.answer_kind != "document"]
    asked = fields_of(ReportForm(draft=draft))
    for clause in steps:
        form = StepForm(draft=draft, clause=clause, entries=offered(clause, directory))
        asked |= fields_of(form, f"step-{clause.number}-")
    return asked


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KINDS)
def test_every_question_and_every_answer(cara, organisation, key, language):
    kind = EventType.objects.get(key=key) if key else None
    numbers.entry(organisation, name={code: f"Office {code}" for code in LANGUAGES})
    directory = list(DirectoryEntry.objects.offered_to(organisation))
    version = protocol_for(kind, organisation)
    draft = Incident(reporter=cara, organisation=organisation, protocol_version=version, event_type=kind)
    with translation.override(language):
        form = paper_form(organisation, draft.protocol_version, kind, directory)
        on_paper = {question.name: question for question in form.every_question}
        screen = asked_on_screen(draft, directory)
        for name, (label, choices) in screen.items():
            if name in ASKED_WITH:
                assert ASKED_WITH[name] in on_paper
                continue
            assert on_paper[name].label == label, name
            if name not in WRITTEN:
                assert [value for value, _word in on_paper[name].choices] == choices, name
        assert [word for _value, word in on_paper["step-5-entries"].choices] == [f"Office {language}"]
        assert [step.number for step in form.steps] == list(range(1, 16))
        assert len(screen) >= 40
        extra = set(on_paper) - set(screen)
        assert extra == ({"not_present_reason"} if kind else {"not_present_reason", "event_type"})


def test_no_client_and_no_colleague_stands_on_it(cara, sam, client_k, organisation):
    form = paper_form(organisation, protocol_for(None, organisation), None, [])
    words = str(form)
    assert client_k.code not in words
    assert sam.family_name not in words
    assert cara.family_name not in words
