"""A whole report in one request: written like a draft and sent, in the transaction of the request or not at all."""

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.api.taking_in import form_data
from accounts.plain_text import plain_text
from audit.errors import NotNow
from boundaries import answers, drafts
from boundaries.api.whole_form import WholeReportForm
from boundaries.choices import Kind, Status
from boundaries.forms import QuestionForm, StepForm
from boundaries.forms.reach import NAMES as REACH
from boundaries.guided import offered
from boundaries.models import Incident, StepAnswer
from boundaries.sending import send
from boundaries.views.begin import chosen_kind
from policies.models import Clause, DirectoryEntry
from policies.models.policy import steps_of

FILED_DIFFERENTLY = "filed_differently"
LISTS = {"responses", "colleagues", "entries", "reach"}
# filled by sending where nothing was said
FILLED = {"event_type", "occurred_at"}
NO_TEXT = {"id", "steps", "together"}
OF_STEP = {"answer", "note", "reason", "entries", "consulted", "support", "source"}
OF_INCIDENT = {"id", "kind", "event_type", "steps", "together", *WholeReportForm.base_fields}
OF_QUESTION = {"id", "kind", "question", "behind_pseudonym", *REACH}


class Filing:
    """What one person sent under one id; faults are gathered by field and step, as the answer names them."""

    def __init__(self, user, draft_id, sent):
        self.user, self.draft_id, self.sent = user, draft_id, sent
        self.kind = Kind.QUESTION if sent.get("kind") == Kind.QUESTION else Kind.INCIDENT
        self.faults, self.draft = {}, None

    def send(self) -> tuple[Incident, bool]:
        """The sent record, and whether this request sent it.

        Raises ValidationError for what is wrong, NotNow for what is missing or was filed differently, Http404.
        """
        self._check_names()
        event_type = self._event_type()
        self._refuse_faults()
        self.draft = draft = drafts.begin(self.user, self.draft_id, kind=self.kind, event_type=event_type)
        if draft.kind != self.kind:
            raise NotNow([FILED_DIFFERENTLY])
        if draft.status != Status.DRAFT:
            return self._if_same(draft), False
        if event_type and draft.event_type_id != event_type.pk:
            drafts.choose_event_type(draft, event_type)
        self.write(draft)
        return send(draft, self.user), True

    def write(self, draft) -> None:
        """Everything that was sent, into this draft; answers that stay valid beside a fault are not kept here."""
        if self.kind == Kind.QUESTION:
            self._write_question(draft)
            return
        report = WholeReportForm(_as_form(self._fields()), draft=draft)
        if report.is_valid():
            report.save()
        forms = self._step_forms(draft)
        self.faults |= report.errors
        for number, form in forms.items():
            if not form.is_valid() or not form.is_filled:
                errors = form.errors or {"answer": [_("Choose an answer.")]}
                self.faults |= {f"steps.{number}.{name or 'answer'}": rows for name, rows in errors.items()}
        self._refuse_faults()
        answers.save_answers(draft, {form.clause: form.as_answer() for form in forms.values()})
        if self.sent.get("together"):
            answers.confirm_together(draft)

    def _write_question(self, draft):
        asked = {name: self.sent[name] for name in ("question", "behind_pseudonym", *REACH) if name in self.sent}
        form = QuestionForm(form_data(asked | {"draft": str(self.draft_id)}))
        if not form.is_valid():
            self.faults |= form.errors
        self._refuse_faults()
        form.write(draft)

    # -- what was sent ----------------------------------------------------------------------------------------

    def _check_names(self):
        known = OF_QUESTION if self.kind == Kind.QUESTION else OF_INCIDENT
        self._refuse_unknown(self.sent, known)
        if self.sent.get("kind", self.kind) != self.kind:
            self.faults["kind"] = [_("Choose one of the answers offered.")]
        if not isinstance(self.sent.get("together", False), bool):
            self.faults["together"] = [_("Choose one of the answers offered.")]
        if not isinstance(self.sent.get("steps", {}), dict):
            self.faults["steps"] = [_("Send an object with the number of each step.")]

    def _refuse_unknown(self, sent, known, prefix=""):
        for name, value in sent.items():
            if name not in known:
                self.faults[prefix + plain_text(name)[:60]] = [_("This field is not known here.")]
            elif name not in NO_TEXT and not _is_text(name, value):
                self.faults[prefix + name] = [_("Write text here.")]

    def _refuse_faults(self):
        if self.faults:
            raise ValidationError(self.faults)

    def _event_type(self):
        key = self.sent.get("event_type")
        if key is None or "event_type" in self.faults:
            return None
        try:
            return chosen_kind(plain_text(key))
        except Http404:
            self.faults["event_type"] = [_("Choose one of the answers offered.")]
            return None

    def _fields(self):
        return {name: value for name, value in self.sent.items() if name in WholeReportForm.base_fields}

    def _step_forms(self, draft):
        """Form by number of its step; what is no step, or no answer, is a fault."""
        clauses = {str(clause.number): clause for clause in steps_of(draft.protocol_version_id)}
        directory, forms = list(DirectoryEntry.objects.offered_to(draft.organisation)), {}
        for number, sent in self.sent.get("steps", {}).items():
            clause, prefix = clauses.get(number), f"steps.{plain_text(str(number))[:20]}"
            if clause is None or clause.answer_kind == Clause.Answer.DOCUMENT:
                self.faults[prefix] = [_("There is no such step to answer.")]
            elif not isinstance(sent, dict):
                self.faults[prefix] = [_("Send an object with the fields of the form.")]
            else:
                self._refuse_unknown(sent, OF_STEP, f"{prefix}.")
                entries = offered(clause, directory)
                forms[number] = StepForm(_as_form(sent), draft=draft, clause=clause, entries=entries)
        return forms

    # -- sent before ------------------------------------------------------------------------------------------

    def _if_same(self, incident) -> Incident:
        """The record that was sent under this id before, if everything sent now stands in it."""
        twin = Filing(self.user, Incident._meta.pk.get_default(), self.sent)
        try:
            with transaction.atomic():
                draft = drafts.begin(self.user, twin.draft_id, kind=self.kind, event_type=twin._event_type())
                twin.write(draft)
                is_same = twin._stands_in(incident, draft)
                transaction.set_rollback(True)
        except ValidationError:
            is_same = False
        if not is_same:
            raise NotNow([FILED_DIFFERENTLY])
        return incident

    def _stands_in(self, incident, twin) -> bool:
        names = [name for name, value in self.sent.items() if value or name not in FILLED]
        answered = _answers(incident)
        same_answers = all(answered.get(number) == answer for number, answer in _answers(twin).items())
        return same_answers and all(_said(twin, name) == _said(incident, name) for name in names)


def _as_form(sent):
    """What does not fit is a fault already; the form then says what else is wrong."""
    return form_data({name: value for name, value in sent.items() if _is_text(name, value)})


def _is_text(name, value) -> bool:
    if value is None:
        return True
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str)


def _answers(incident):
    rows = StepAnswer.objects.filter(incident=incident).values("clause__number", "outcome", "note", "data")
    return {row["clause__number"]: row for row in rows}


def _said(incident, name):
    """What a record holds of one name of the request, comparable between two records."""
    if name in ("who", "about"):
        return incident.started_by if name == "who" else None, incident.client_id
    if name in REACH:
        return incident.reach_safely
    if name in ("colleagues", "other_person"):
        return sorted((str(person.user_id), person.name) for person in incident.named.all())
    return None if name in NO_TEXT else getattr(incident, name, None)
