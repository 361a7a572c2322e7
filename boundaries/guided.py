"""The guided form of one draft: the report's own fields and all steps together, as the page shows and saves them."""

from dataclasses import dataclass
from functools import cached_property

from django.db import transaction

from boundaries import answers, citing, guards, sentences
from boundaries.forms import ReportForm, StepForm
from boundaries.forms.step import in_words
from boundaries.models import StepAnswer
from policies.directory.offering import offered as open_first
from policies.models import Clause, DirectoryEntry
from policies.models.policy import steps_of

OFFERED = {Clause.Answer.CHANNELS: DirectoryEntry.Kind.CHANNEL, Clause.Answer.SUPPORT: DirectoryEntry.Kind.SERVICE}
# Where a missing thing is mended; steps are at #step-<number>, the one in which the response is written at #response
RESPONSE = "response"
PLACES = {"response_missing": RESPONSE, "expectation_missing": "hopes", "record_altered": "", "too_many_reports": ""}


@dataclass
class Step:
    """One step as the page shows it."""

    clause: Clause
    form: StepForm | None
    answered: StepAnswer | None
    said: list[str]
    entries: list[DirectoryEntry]
    is_done: bool

    def __post_init__(self):
        self.number, self.text = self.clause.number, self.clause.text()
        self.anchor = anchor_of(self.clause)

    @property
    def together(self) -> bool:
        return answers.is_together(self.clause)

    @property
    def asks(self) -> bool:
        """A question whose wording matters more than the step's title."""
        return self.clause.answer_kind in answers.QUESTIONS

    @property
    def in_words(self) -> str:
        return in_words(self.clause, self.answered, self.entries) if self.answered else ""


class GuidedForm:
    """Give data to save it: whatever is valid is saved, what is not stands in the page with its reason."""

    def __init__(self, draft, data=None):
        self.draft = draft
        if data is not None and "together" in data:
            answers.confirm_together(draft)
        self.language = sentences.language_of(draft)
        self.directory = open_first(draft.organisation)
        self.report = ReportForm(_complete(data), draft=draft)
        answered = {row.clause_id: row for row in draft.answers.all()}
        self.steps = [
            self._step(clause, answered.get(clause.pk), data) for clause in draft.protocol_version.clauses.all()
        ]

    def _step(self, clause, answered, data):
        entries = offered(clause, self.directory)
        form = None
        if clause.answer_kind != Clause.Answer.DOCUMENT:
            form = StepForm(
                data, draft=self.draft, clause=clause, answered=answered, entries=entries,
                norms=self.norms if clause.answer_kind == Clause.Answer.CLAUSES else (), prefix=f"step-{clause.number}",
            )  # fmt: skip
        is_done = bool(answered) or (form is None and bool(self.draft.responses or self.draft.response_given))
        said = sentences.said(clause, self.language, self.directory, citing.of_answer(answered))
        return Step(clause, form, answered, said, entries, is_done)

    @cached_property
    def norms(self) -> list[Clause]:
        return citing.offered(self.draft)

    @transaction.atomic
    def save(self) -> bool:
        """Save what is valid; whether all of it was. NotNow when the report was sent meanwhile."""
        faultless = self.report.is_valid()
        self.report.save()
        for step in self.steps:
            if step.form and step.form.has_changed():
                faultless &= step.form.is_valid()
                if step.form.is_valid() and step.form.is_filled:
                    step.form.save()
        return faultless

    @property
    def faults(self) -> list[dict]:
        """What is wrong in what was sent, each with the place where it stands."""
        found = [_fault(field, f"field-{field.name}") for field in self.report if field.errors]
        for step in self.steps:
            if step.form and step.form.is_bound:
                found += [_fault(field, step.anchor) for field in step.form if field.errors]
        return found

    @property
    def first(self) -> str:
        return self.steps[0].anchor

    @property
    def is_together(self) -> bool:
        """Whether this protocol has steps that may be confirmed together."""
        return any(step.together for step in self.steps)

    @property
    def emergency(self):
        return [entry for entry in self.directory if entry.kind == DirectoryEntry.Kind.EMERGENCY]

    @property
    def answered_count(self) -> int:
        return sum(1 for step in self.steps if step.answered)


def anchor_of(clause) -> str:
    return RESPONSE if clause.answer_kind == Clause.Answer.DOCUMENT else f"step-{clause.number}"


def first_anchor(version_id, moment=None) -> str:
    """The first step of this protocol, or the first one of this moment."""
    steps = steps_of(version_id)
    return anchor_of(next((clause for clause in steps if moment in (None, clause.moment)), steps[0]))


def safety_anchor(version_id) -> str:
    """Where it is asked whether somebody is in danger (HU.7); every protocol has exactly one such step."""
    return anchor_of(next(clause for clause in steps_of(version_id) if clause.answer_kind == Clause.Answer.SAFETY))


def offered(clause, directory) -> list[DirectoryEntry]:
    kind = OFFERED.get(clause.answer_kind)
    return [entry for entry in directory if entry.kind == kind]


def missing(draft, page="") -> list[dict]:
    """What sending still needs, as sentences with the place where each is mended."""
    codes = draft.reasons_against("submit")
    return [{"code": code, "text": guards.reason_text(code, draft), "url": f"{page}#{_place(code, draft)}"} for code in codes]


def resume_at(draft) -> str:
    """Where an opened draft goes on: the first thing that is still open, else the check."""
    codes = draft.reasons_against("submit")
    return _place(codes[0], draft) if codes else "check"


def _place(code, draft):
    if code == citing.NOT_IN_FORCE:
        asks = [clause for clause in steps_of(draft.protocol_version_id) if clause.answer_kind == Clause.Answer.CLAUSES]
        return f"step-{asks[0].number}" if asks else "basics"
    return PLACES.get(code) or (
        code.removesuffix("_missing").replace("_", "-") if code.startswith("step_") else "basics"
    )


def _fault(field, anchor):
    return {"text": f"{field.label}: {field.errors[0]}", "url": f"#{anchor}"}


def _complete(data):
    """A page sends nothing for checkboxes that are all empty: that is an answer too."""
    if data is None:
        return None
    data = data.copy()
    for name in ("responses", "colleagues", "reach"):
        data.setlistdefault(name)
    return data
