"""The texts of a record that somebody may have to read in another language, each under a key of its own."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from boundaries import reach
from boundaries.models import Addendum, Incident, StepAnswer
from policies.models import Clause
from supervision.models import Message, PlanItem

# the reporter's own fields, all in the language of the report
FIELDS = {
    "question": _("The question"),
    "request_verbatim": _("What was said"),
    "what_happened": _("What happened"),
    "stated_reason": _("Reason given"),
    "own_observations": _("Own observations"),
    "feelings": _("How it felt"),
    "response_given": _("Response"),
    "expectation_text": _("Hopes, in own words"),
    "reach_safely": _("How to reach safely"),
    "not_present_reason": _("Not present because"),
    "client_missing_reason": _("Why is no client named?"),
    "withdrawn_reason": _("Reason"),
}
THE_CLIENT = _("The client’s own words")
PLANNED, CAME_OF_IT = _("Plan"), _("What came of it")
STEP, ADDITION, MESSAGE = _("Step %(number)s"), _("Information added"), _("Message")


@dataclass(frozen=True)
class Text:
    """One text: where it stands, what it is called, in which language it is, and whether the reporter wrote it."""

    subject_type: str
    subject_id: UUID
    field: str
    label: str
    body: str
    language: str
    is_reporters: bool

    @property
    def key(self) -> str:
        return f"{self.field}-{self.subject_id}"

    @property
    def place(self) -> tuple[UUID, str]:
        return self.subject_id, self.field


def texts_of(incident) -> list[Text]:
    """Everything that a person wrote, in the order of the record. What the system says itself it says in six languages."""
    found = [*_of_report(incident), *_of_steps(incident), *_added(incident), *_of_messages(incident), *_of_plan(incident)]
    return [text for text in found if text.body.strip()]


def text_of(incident, key) -> Text | None:
    return next((text for text in texts_of(incident) if text.key == key), None)


def note_of(clause, answer) -> str:
    """What was written at a step: the reason where it asks for one, and the note."""
    reason = answer.data.get("reason", "") if clause.answer_kind == Clause.Answer.REASON else ""
    return "\n".join(part for part in (reason, answer.note) if part)


def _of_report(incident):
    kind = Incident._meta.label_lower
    for field, label in FIELDS.items():
        body = getattr(incident, field)
        body = reach.words_of(body) if field == "reach_safely" else body
        yield Text(kind, incident.pk, field, str(label), body, incident.language, True)


def _of_steps(incident):
    rows = incident.answers.select_related("clause").order_by("clause__number")
    for row in rows:
        label = STEP % {"number": row.clause.number}
        body = note_of(row.clause, row)
        yield Text(StepAnswer._meta.label_lower, row.pk, "note", label, body, incident.language, True)


def _added(incident):
    for row in incident.addenda.select_related("client_voice").order_by("at"):
        is_reporters = row.author_id == incident.reporter_id
        label = THE_CLIENT if hasattr(row, "client_voice") else ADDITION
        yield Text(Addendum._meta.label_lower, row.pk, "text", str(label), row.text, row.language, is_reporters)


def _of_messages(incident):
    for row in incident.messages.exclude(author=None).order_by("sent_at"):
        is_reporters = row.author_id == incident.reporter_id
        yield Text(Message._meta.label_lower, row.pk, "body", str(MESSAGE), row.body, row.language, is_reporters)


def _of_plan(incident):
    """Goals and steps as they are worded now, as far as the reporter reads them, and what came of them."""
    kind = PlanItem._meta.label_lower
    for row in incident.plan.filter(superseded_by=None).order_by("position", "pk"):
        if row.kind not in PlanItem.FOR_REPORTER and row.responsible_id != incident.reporter_id:
            continue
        yield Text(kind, row.pk, "text", str(PLANNED), row.text, row.language, row.proposed_by_id == incident.reporter_id)
        is_reporters = row.ended_by_id == incident.reporter_id
        yield Text(kind, row.pk, "result_note", str(CAME_OF_IT), row.result_note, row.language, is_reporters)
