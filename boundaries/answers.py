"""Answers to steps: what each answer kind allows, and which fields of the incident an answer fills.

One definition for the form, the API and the PDF. Question steps (safety, discomfort, guidance, decision,
clarity) carry `data["answer"]`, which sets the outcome: nobody ticks a box about a question (B-HU-02).
"""

import datetime
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.errors import NotNow
from audit.inserting import insert
from audit.prepared import Prepared
from boundaries import choices, citing
from boundaries.choices import Status
from boundaries.limits import MOST_TEXT
from boundaries.models.answer import StepAnswer
from policies.models import Clause
from policies.models.policy import steps_of

Kind, Outcome = Clause.Answer, StepAnswer.Outcome

# answer kind -> answer -> the outcome that it means
QUESTIONS = {
    Kind.SAFETY: {"no": Outcome.NOT_APPLICABLE, "yes": Outcome.DONE, "unsure": Outcome.DONE},
    Kind.DISCOMFORT: {"no": Outcome.NOT_APPLICABLE, "yes": Outcome.DONE},
    Kind.GUIDANCE: {"no": Outcome.NOT_APPLICABLE, "yes": Outcome.DONE},
    Kind.DECISION: {
        "accepted": Outcome.DONE,
        "declined": Outcome.DONE,
        "undecided": Outcome.DONE,
        "nothing_offered": Outcome.NOT_APPLICABLE,
    },
    Kind.CLARITY: {"yes": Outcome.DONE, "no": Outcome.DONE, "unsure": Outcome.DONE},
}
# answer kind -> further keys of data, each with the values it allows (None: free text)
EXTRAS = {
    Kind.REASON: {"no_reason": (True, False), "reason": None},
    Kind.CLAUSES: {"no_policy": (True, False), "clauses": "norms"},
    Kind.CHANNELS: {"entries": "directory"},
    Kind.SUPPORT: {"entries": "directory"},
    Kind.SAFETY: {"consulted": None},
    Kind.DISCOMFORT: {"support": choices.SupportWanted.values},
    Kind.GUIDANCE: {"source": ("protocol", "colleague", "supervisor")},
}
MAX_NOTE = MOST_TEXT
CHANGES_A_MINUTE = 100  # at most; a phone waits a second before it saves


def is_together(clause) -> bool:
    """Whether "I did these as described" marks this step: never a question, nor what needs more than a yes.

    In the built-in protocols these are 1, 3, 6, 10 and 11.
    """
    return clause.answer_kind == Kind.NOTE and clause.always and clause.moment == Clause.Moment.WITH_CLIENT


def clean_answer(incident, clause, *, outcome="", note="", data=None) -> dict:
    """Checked fields for a StepAnswer. Raises ValidationError with one sentence per fault."""
    data = {} if data is None else data
    if not isinstance(data, dict):
        raise ValidationError(_("Choose an answer."))
    note = _checked_text(note)
    kind = Kind(clause.answer_kind)
    if kind == Kind.DOCUMENT:
        raise ValidationError(_("This step is done when the request and your response are written down."))
    cleaned = _checked_extras(incident, kind, data)
    if kind in QUESTIONS and not _was_elsewhere(incident, clause, outcome):
        answer = data.get("answer")
        if not isinstance(answer, str) or answer not in QUESTIONS[kind]:
            raise ValidationError(_("Choose an answer."))
        cleaned["answer"], outcome = answer, QUESTIONS[kind][answer]
    elif kind == Kind.REASON and (cleaned.get("no_reason") or cleaned.get("reason")):
        outcome = outcome or Outcome.DONE
    elif cleaned.get("no_policy"):
        outcome = _nothing_found(cleaned)
    return {"outcome": _checked_outcome(incident, clause, outcome, note), "note": note, "data": cleaned}


def _nothing_found(cleaned):
    """HU.4: where no policy was found, the step did not apply, and none is cited."""
    if cleaned.get("clauses"):
        raise ValidationError({"clauses": _("Either a policy is cited, or none was found.")})
    return Outcome.NOT_APPLICABLE


def _was_elsewhere(incident, clause, outcome):
    """Nobody can answer for a conversation in which they were not present."""
    with_client = clause.moment == Clause.Moment.WITH_CLIENT
    return bool(incident.not_present_reason) and with_client and outcome == Outcome.NOT_APPLICABLE


def _checked_text(text):
    if not isinstance(text, str):
        raise ValidationError(_("Write text here."))
    if len(text) > MAX_NOTE:
        raise ValidationError(_("This text is too long: at most %(limit)s characters.") % {"limit": MAX_NOTE})
    text = storable(text).strip()
    return "" if is_blank(text) else text


def storable(text: str) -> str:
    """Without what no database takes: NUL, and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def _checked_extras(incident, kind, data):
    cleaned = {}
    for key, allowed in EXTRAS.get(kind, {}).items():
        if key not in data or data[key] in ("", None, []):
            continue
        value = data[key]
        if allowed is None:
            value = _checked_text(value)
        elif allowed == "directory":
            value = _checked_entries(value)
        elif allowed == "norms":
            value = citing.checked(incident, value)
        elif not any(value is one or (isinstance(value, str) and value == one) for one in allowed):
            raise ValidationError(_("Choose one of the answers offered."))
        cleaned[key] = value
    return cleaned


def _checked_entries(values):
    if not isinstance(values, list) or len(values) > 20 or not all(isinstance(v, str) and len(v) <= 40 for v in values):
        raise ValidationError(_("Choose one of the answers offered."))
    return [storable(value) for value in values]


def _checked_outcome(incident, clause, outcome, note):
    if outcome not in Outcome.values:
        raise ValidationError(_("Choose an answer."))
    if outcome == Outcome.NOT_APPLICABLE and clause.always and not incident.not_present_reason:
        raise ValidationError(_("This step always applies. Choose “Not done” if you did not do it."))
    if outcome == Outcome.NOT_DONE and not note:
        raise ValidationError(_("Say in one line why it was not done."))
    return outcome


@transaction.atomic
def save_answer(incident, clause, *, confirmed_together=False, **answer) -> StepAnswer:
    """Save one step of a draft at once, and fill the incident's own fields from it (B-HU-01: saved when given).

    Raises NotNow when the report was sent meanwhile: an answer that no event proves must never appear beside it.
    """
    hold_draft(incident)
    cleaned = clean_answer(incident, clause, **answer)
    values = cleaned | {"confirmed_together": confirmed_together}
    fresh = values | {"revision": _first_revision(incident)}
    row, created = StepAnswer.objects.get_or_create(incident=incident, clause=clause, defaults=fresh)
    if not created:
        _change(row, values)
    _fill_incident(incident, _fields_filled_by(Kind(clause.answer_kind), cleaned["data"]))
    return row


def _first_revision(incident) -> int:
    """1, and more with every minute that the draft is old: an answer that was taken back and is given anew (see
    present_after_all) must not look like the one that another phone saw."""
    minutes = (timezone.now() - incident.started_at) // datetime.timedelta(minutes=1)
    return 1 + CHANGES_A_MINUTE * max(0, minutes)


def _change(row, values):
    for field, value in values.items():
        setattr(row, field, value)
    row.answered_at = timezone.now()
    row.revision += 1
    row.save()


@transaction.atomic
def save_answers(incident, given, together=None) -> None:
    """Save several steps at once, clause -> answer, for a report that comes whole; what stands like this already stays.

    `together`: numbers of those that were confirmed together; None where nothing is said about it.
    """
    hold_draft(incident)
    standing, first = _standing(incident), _first_revision(incident)
    fresh, fields = [], {}
    for clause, answer in given.items():
        values = clean_answer(incident, clause, **answer)
        fields |= _fields_filled_by(Kind(clause.answer_kind), values["data"])
        if together is not None:
            values["confirmed_together"] = clause.number in together and is_together(clause) and _is_bare(values)
        row = standing.get(clause.pk)
        if row is None:
            fresh.append(StepAnswer(incident=incident, clause=clause, revision=first, **values))
        elif any(getattr(row, name) != value for name, value in values.items()):
            _change(row, {"confirmed_together": False} | values)
    if fresh:
        insert(*fresh)
    _fill_incident(incident, fields)


def _standing(incident):
    """By their clause's id; most reports that come whole have none."""
    if not _ANSWERED.rows(incident=incident.pk):
        return {}
    return {row.clause_id: row for row in StepAnswer.objects.filter(incident=incident)}


def _is_bare(values):
    return values["outcome"] == Outcome.DONE and not values["note"] and not values["data"]


def hold_draft(incident) -> None:
    """Keep sending and saving apart until the end of this transaction; NotNow unless it is a draft still."""
    if _HELD.first(pk=incident.pk) != (Status.DRAFT,):
        raise NotNow(["wrong_status"])


def _held(pk):
    rows = apps.get_model("boundaries.Incident")._base_manager.select_for_update(of=("self",))
    return rows.filter(pk=pk).values_list("status")


def _answered(incident):
    return StepAnswer.objects.filter(incident=incident).values_list("clause_id")


_HELD = Prepared(_held, pk=(UUIDField(), UUID(int=1)))
_ANSWERED = Prepared(_answered, incident=(UUIDField(), UUID(int=1)))


def _fields_filled_by(kind, data) -> dict:
    return {
        Kind.REASON: {
            "reason_given": not data.get("no_reason") if {"no_reason", "reason"} & set(data) else None,
            "stated_reason": data.get("reason", ""),
        },
        Kind.SAFETY: {"safety_concern": data.get("answer", "")},
        Kind.DISCOMFORT: {"discomfort": data.get("answer") == "yes", "support_wanted": data.get("support", "")},
        Kind.DECISION: {"client_decision": data.get("answer", "")},
        Kind.CLARITY: {"understood": data.get("answer", "")},
    }.get(kind, {})


def _fill_incident(incident, fields):
    for field, value in fields.items():
        setattr(incident, field, value)
    incident.save_held(list(fields))


@transaction.atomic
def confirm_together(incident, numbers=None) -> list[StepAnswer]:
    """ "I did these as described": marks the open ones among these steps as done, and says so; of all, or of `numbers`."""
    answered = set(incident.answers.values_list("clause_id", flat=True))
    wanted = [clause for clause in steps_of(incident.protocol_version_id) if is_together(clause)]
    clauses = [c for c in wanted if c.pk not in answered and (numbers is None or c.number in numbers)]
    return [save_answer(incident, clause, outcome=Outcome.DONE, confirmed_together=True) for clause in clauses]


@transaction.atomic
def not_present(incident, reason: str) -> None:
    """ "I was not in that conversation": one reason sets the client steps to "did not apply"."""
    hold_draft(incident)
    incident.not_present_reason = reason
    incident.save(update_fields=["not_present_reason"])
    for clause in incident.protocol_version.clauses.filter(moment=Clause.Moment.WITH_CLIENT):
        save_answer(incident, clause, outcome=Outcome.NOT_APPLICABLE)


@transaction.atomic
def present_after_all(incident) -> None:
    """Takes "I was not in that conversation" back: the client steps are open again."""
    hold_draft(incident)
    incident.not_present_reason = ""
    incident.save(update_fields=["not_present_reason"])
    with_client = incident.answers.filter(clause__moment=Clause.Moment.WITH_CLIENT)
    with_client.filter(outcome=StepAnswer.Outcome.NOT_APPLICABLE, note="", data={}).delete()


def move_to(draft, version) -> None:
    """Answers go to the steps of another version by their keys; one whose step is not there, or is answered in another
    way there, stays where it is."""
    clauses = {clause.key: clause for clause in version.clauses.all()}
    for answer in draft.answers.select_related("clause"):
        clause = clauses.get(answer.clause.key)
        if clause and clause.answer_kind == answer.clause.answer_kind:
            answer.clause = clause
            answer.save(update_fields=["clause"])
