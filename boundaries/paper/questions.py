"""What a printed form asks: the very fields of the forms on the screen, in its order, as a sheet of paper can ask them."""

from dataclasses import dataclass, replace

from django import forms
from django.utils.translation import gettext as _

from accounts.models import User
from boundaries import citing
from boundaries.forms import ReportForm, StepForm
from boundaries.forms.fields import Moment
from boundaries.guided import offered
from boundaries.models import Incident, NamedPerson
from policies.kinds import rule_for
from policies.models import Clause, DirectoryEntry
from policies.norms import Citation

# what the screen asks within step 15, and after the last step
RESPONSE = ("responses", "response_given")
HOPES = ("expectation", "expectation_text", "reach", "reach_words", "behind_pseudonym")
# lists of people and clients never stand on a sheet that may lie about: they are written instead
WRITTEN = ("about", "colleagues")
# asked together with another one where nothing can be chosen from a list
ASKED_WITH = {"other_person": "colleagues", "reach_safely": "reach"}
ABSENCE = "not_present_reason"


@dataclass(frozen=True)
class Question:
    """`kind`: one (of the choices), some (of them), line, words (room for several lines)."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    rows: int = 1
    # the step that it belongs to, for whoever hears one field after the other
    of_step: str = ""

    @property
    def spoken(self) -> str:
        return f"{self.of_step}: {self.label}" if self.of_step else self.label


@dataclass(frozen=True)
class Step:
    """A step of the protocol with what is asked about it."""

    number: int
    title: str
    instruction: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class PaperForm:
    """All questions of one protocol for one kind of event, in the active language."""

    basics: list[Question]
    steps: list[Step]
    hopes: list[Question]

    @property
    def every_question(self) -> list[Question]:
        return [*self.basics, *(question for step in self.steps for question in step.questions), *self.hopes]


def paper_form(organisation, version, event_type, directory) -> PaperForm:
    """What the guided form of a new draft would ask, of a person about whom nothing is known."""
    blank = _blank(organisation, version, event_type)
    asked = _asked(ReportForm(draft=blank))
    response = [question for question in asked if question.name in RESPONSE]
    hopes = sorted((q for q in asked if q.name in HOPES), key=lambda question: HOPES.index(question.name))
    basics = [_kind(blank), *(q for q in asked if q.name not in RESPONSE + HOPES), _absence()]
    steps = [_step(clause, blank, directory, response) for clause in version.clauses.all()]
    return PaperForm([question for question in basics if question], steps, hopes)


def _blank(organisation, version, event_type):
    """Not saved, and nobody's: no client and no colleague of anybody can slip into it."""
    reporter = User(organisation=organisation)
    draft = Incident(organisation=organisation, reporter=reporter, protocol_version=version, event_type=event_type)
    draft.event_rule = rule_for(event_type, organisation.pk)
    draft._prefetched_objects_cache = {"named": NamedPerson.objects.none()}
    return draft


def _asked(form, prefix="") -> list[Question]:
    rows = [(name, form.fields[name]) for name in form.fields if name not in ASKED_WITH]
    return [_question(f"{prefix}{name}", name, row) for name, row in rows if str(row.label or "")]


def _question(name, key, row):
    label, help_text = str(row.label), str(row.help_text or "")
    if key in WRITTEN:
        return Question(name, label, "line", help=_WRITTEN_HELP[key]())
    if isinstance(row, forms.MultipleChoiceField):
        return Question(name, label, "some", _choices(row), help_text)
    if isinstance(row, forms.ChoiceField):
        return Question(name, label, "one", _choices(row), help_text)
    if isinstance(row, Moment):
        return Question(name, label, "line", help=help_text or _("Day and time"))
    rows = int(row.widget.attrs.get("rows", 0))
    return Question(name, label, "words" if rows else "line", help=help_text, rows=rows or 1)


_WRITTEN_HELP = {
    "about": lambda: _("The client’s code, never the name."),
    "colleagues": lambda: _("Their names. They will not see this report."),
}


def _choices(row):
    return tuple((str(value), _word(word)) for value, word in row.choices)


def _word(word) -> str:
    if isinstance(word, DirectoryEntry):
        return word.name_in()
    return str(Citation(word)) if isinstance(word, Clause) else str(word)


def _kind(blank):
    """Printed for one kind, a sheet says which; else it is written in words, and chosen when it is typed in."""
    label = _("What kind of event was it?")
    return None if blank.event_type_id else Question("event_type", label, "line")


def _absence():
    return Question(ABSENCE, _("I was not in that conversation, because"), "line")


def _step(clause, blank, directory, response):
    texts = clause.text()
    asked = list(response)
    if clause.answer_kind != Clause.Answer.DOCUMENT:
        form = StepForm(
            draft=blank, clause=clause, entries=offered(clause, directory), norms=citing.offered_where(clause, blank)
        )
        asked = sorted(_asked(form, f"step-{clause.number}-"), key=lambda question: question.name.endswith("-note"))
    spoken = f"{clause.number}. {texts['title']}"
    return Step(clause.number, texts["title"], texts["instruction"], tuple(replace(q, of_step=spoken) for q in asked))
