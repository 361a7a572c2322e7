"""A whole report in one request: written like a draft and sent, in the transaction of the request or not at all."""

import copy

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.api.taking_in import form_data
from accounts.plain_text import plain_text
from audit.errors import NotNow
from boundaries import answers, drafts, revisions, versions
from boundaries.api import filed_before, filed_referrals, whole_form
from boundaries.api.reporting import check_reporter, known_revision, seen_fields
from boundaries.api.shapes import as_uuid
from boundaries.api.whole_form import WholeReportForm
from boundaries.attachments.arrived import missing_files
from boundaries.choices import DangerFor, Kind, Status
from boundaries.forms import QuestionForm, StepForm
from boundaries.guided import offered
from boundaries.models import Incident, StepAnswer
from boundaries.sending import send
from boundaries.views.begin import chosen_kind
from policies.models import Clause, DirectoryEntry
from policies.models.policy import steps_of

FILED_DIFFERENTLY = filed_before.FILED_DIFFERENTLY
LISTS = {*whole_form.LISTS, "entries", "clauses"}
MOST_FILES = 100
MOST_STEPS = 60
OF_STEP = {"answer", "note", "reason", "entries", "clauses", "consulted", "support", "source"}
OF_INCIDENT = {"kind", "event_type", *whole_form.ABOUT_SENDING, *WholeReportForm.base_fields}
OF_QUESTION = {"id", "kind", "question", *QuestionForm.base_fields} - {"draft"}


class Filing:
    """What one person sent under one id; faults are gathered by field and step, as the answer names them."""

    def __init__(self, user, draft_id, sent):
        self.user, self.draft_id, self.sent = user, draft_id, sent
        self.kind = Kind.QUESTION if sent.get("kind") == Kind.QUESTION else Kind.INCIDENT
        self.faults, self.draft, self.version, self.attachments, self.seen = {}, None, None, [], None
        self.known, self.is_twin, self.reporter, self.referrals = {}, False, None, []

    def send(self) -> tuple[Incident, bool]:
        """The sent record, and whether this request sent it.

        Raises ValidationError for what is wrong, NotNow for what is missing, differs or was filed differently, Http404.
        """
        self._check_names()
        event_type = self.event_type()
        self._check_memory()
        self._refuse_faults()
        self.draft = draft = drafts.begin(
            self.user, self.draft_id, kind=self.kind, event_type=event_type, in_danger=self._is_alarm
        )
        check_reporter(draft, self.reporter)
        if draft.kind != self.kind:
            raise NotNow([FILED_DIFFERENTLY])
        if draft.status != Status.DRAFT:
            return filed_before.same(self, draft), False
        if event_type and draft.event_type_id != event_type.pk:
            drafts.choose_event_type(draft, event_type)
        if self.version:
            versions.keep_to(draft, self.version)
        self.write()
        if missing_files(draft, self.attachments):
            raise NotNow([revisions.FILE_MISSING])
        return send(draft, self.user), True

    def again(self, draft_id) -> "Filing":
        """The same content under another id, for whom nothing stands that it could differ from."""
        twin = copy.copy(self)
        twin.draft_id, twin.faults, twin.seen, twin.is_twin = draft_id, {}, None, True
        return twin

    def write(self) -> None:
        """Everything that was sent, into the draft; answers that stay valid beside a fault are not kept here."""
        if self.kind == Kind.QUESTION:
            self._write_question()
            return
        report = WholeReportForm(_as_form(self._fields()), draft=self.draft)
        self.faults |= report.errors
        self._check_together()
        forms = self._step_forms(_as_told(self.draft, report))
        for number, form in forms.items():
            if not form.is_valid() or not form.is_filled:
                errors = form.errors or {"answer": [_("Choose an answer.")]}
                self.faults |= {f"steps.{number}.{name or 'answer'}": rows for name, rows in errors.items()}
        self._refuse_faults()
        self._refuse_differing(forms)
        report.save(is_whole=True)
        self._save_answers(forms)
        if not self.is_twin:
            filed_referrals.keep(self.draft, self.user, self.referrals, is_hurried=self._is_alarm)

    def _check_together(self):
        """Only what "I did these as described" marks in this protocol (boundaries/answers.py)."""
        together = self.sent.get("together")
        marked = {clause.number for clause in steps_of(self.draft.protocol_version_id) if answers.is_together(clause)}
        if isinstance(together, list) and not marked.issuperset(together):
            self.faults["together"] = [_("Choose one of the answers offered.")]

    def _save_answers(self, forms):
        together = self.sent.get("together")
        numbers = set(together) if isinstance(together, list) else None
        answers.save_answers(self.draft, {form.clause: form.as_answer() for form in forms.values()}, numbers)
        if together:
            answers.confirm_together(self.draft, numbers)

    def _write_question(self):
        asked = {name: value for name, value in self.sent.items() if name in QuestionForm.base_fields}
        form = QuestionForm(form_data(asked | {"draft": str(self.draft_id)}))
        if not form.is_valid():
            self.faults |= form.errors
        self._refuse_faults()
        form.write(self.draft)

    def _refuse_differing(self, forms):
        """Answers and fields that were changed on another device since their sender saw them."""
        fields, steps = {}, {}
        if self.seen:
            stands = WholeReportForm(draft=self.draft)
            current = revisions.content_of(stands)
            differing = revisions.differing(stands, self.seen, _as_form(self._fields()))
            fields = {name: current[name] for name in differing}
        if self.known:
            answered = {row.clause_id: row for row in StepAnswer.objects.filter(incident=self.draft)}
            for number, known in self.known.items():
                row = answered.get(forms[number].clause.pk)
                if revisions.differs(row, known, forms[number]):
                    steps[number] = revisions.as_step(forms[number], row)
        if fields or steps:
            raise revisions.Differs({"fields": fields, "steps": steps})

    @property
    def _is_alarm(self) -> bool:
        """Whoever is in danger is never held up by drafts that are begun."""
        return self.sent.get("danger_for") in DangerFor.values

    # -- what was sent ----------------------------------------------------------------------------------------

    def _check_names(self):
        known = OF_QUESTION if self.kind == Kind.QUESTION else OF_INCIDENT
        self._refuse_unknown(self.sent, known)
        if self.sent.get("kind", self.kind) != self.kind:
            self.faults["kind"] = [_("Choose one of the answers offered.")]
        if not _is_together(self.sent.get("together", False)):
            self.faults["together"] = [_("Choose one of the answers offered.")]
        if not isinstance(self.sent.get("steps", {}), dict):
            self.faults["steps"] = [_("Send an object with the number of each step.")]

    def _check_memory(self):
        """What the phone knows beside its answers: the protocol's version, what it saw, which files belong to it."""
        try:
            self.referrals = filed_referrals.read(self.sent)
        except ValidationError as fault:
            self.faults |= fault.detail
        try:
            self.seen = seen_fields(self.sent)
        except ValidationError as fault:
            self.faults |= fault.detail
        if self.sent.get("version") is not None:
            self.version = as_uuid(self.sent["version"])
            if self.version is None:
                self.faults["version"] = [_("Choose one of the answers offered.")]
        if self.sent.get("reporter") is not None:
            self.reporter = as_uuid(self.sent["reporter"])
            if self.reporter is None:
                self.faults["reporter"] = [_("Choose one of the answers offered.")]
        files = self.sent.get("attachments") or []
        self.attachments = [as_uuid(one) for one in files] if isinstance(files, list) else [None]
        if None in self.attachments or len(self.attachments) > MOST_FILES:
            self.faults["attachments"] = [_("Send a list with the ids of the files.")]

    def _refuse_unknown(self, sent, known, prefix="", apart=whole_form.ABOUT_SENDING):
        for name, value in sent.items():
            if name not in known:
                self.faults[prefix + plain_text(name)[:60]] = [_("This field is not known here.")]
            elif name not in apart and not _is_text(name, value):
                self.faults[prefix + name] = [_("Write text here.")]

    def _refuse_faults(self):
        if self.faults:
            raise ValidationError(self.faults)

    def event_type(self):
        key = self.sent.get("event_type")
        if key is None or "event_type" in self.faults:
            return None
        try:
            return chosen_kind(self.user, plain_text(key), is_offered=False)
        except Http404:
            self.faults["event_type"] = [_("Choose one of the answers offered.")]
            return None

    def _fields(self):
        return {name: value for name, value in self.sent.items() if name in WholeReportForm.base_fields}

    def _step_forms(self, draft):
        """Form by number of its step; what is no step, or no answer, is a fault."""
        clauses = {str(clause.number): clause for clause in steps_of(self.draft.protocol_version_id)}
        directory, forms = list(DirectoryEntry.objects.offered_to(self.draft.organisation)), {}
        for number, sent in self.sent.get("steps", {}).items():
            clause, prefix = clauses.get(number), f"steps.{plain_text(str(number))[:20]}"
            if clause is None or clause.answer_kind == Clause.Answer.DOCUMENT:
                self.faults[prefix] = [_("There is no such step to answer.")]
            elif not isinstance(sent, dict):
                self.faults[prefix] = [_("Send an object with the fields of the form.")]
            else:
                entries = offered(clause, directory)
                forms[number] = self._step_form(draft, clause, sent, entries, f"{prefix}.")
        return forms

    def _step_form(self, draft, clause, sent, entries, prefix):
        self._refuse_unknown(sent, {*OF_STEP, "based_on"}, prefix, apart={"based_on"})
        try:
            known = known_revision(sent, prefix)
        except ValidationError as fault:
            self.faults |= fault.detail
        else:
            if known is not None and not self.is_twin:
                self.known[str(clause.number)] = known
        answer = {name: value for name, value in sent.items() if name in OF_STEP}
        return StepForm(_as_form(answer), draft=draft, clause=clause, entries=entries)


def _as_told(draft, report):
    """The draft with the time that comes with its answers: which policies held follows from it."""
    told = copy.copy(draft)
    told.occurred_at = report.cleaned_data.get("occurred_at") or draft.occurred_at
    return told


def _as_form(sent):
    """What does not fit is a fault already; the form then says what else is wrong."""
    return form_data({name: value for name, value in sent.items() if _is_text(name, value)})


def _is_text(name, value) -> bool:
    if value is None:
        return True
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, str)


def _is_together(value) -> bool:
    """Yes or no, or the numbers of the steps that were confirmed together."""
    if isinstance(value, list):
        return len(value) <= MOST_STEPS and all(type(one) is int and 0 < one <= MOST_STEPS for one in value)
    return isinstance(value, bool)
