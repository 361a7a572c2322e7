"""May it happen now? Small functions that return stable codes; pages and API show their words and a way to mend.

Rooms above add their own guards with declare(); tests hold every code to exactly one text and one provider.
"""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.plain_text import is_blank
from boundaries import citing, limits
from boundaries.choices import Kind, StaffPart, YesNoUnsure
from policies.models import Clause
from policies.models.policy import steps_of

_guards: dict[str, list[Callable]] = {}

# code -> what is missing, in the reader's language; a function where the words depend on the record
REASONS = {
    "wrong_status": _("This is not possible at this point. The record has moved on meanwhile."),
    "record_altered": _("This record does not match its history. Nothing was changed. Please tell your administrator."),
    "answered_already": _("This step was answered already. Answers never change; add information instead."),
    "sheet_used": _("This paper form was typed in already. Each form is for one report."),
    "question_missing": _("Write your question."),
    "event_type_missing": _("Choose what happened."),
    "condition_missing": _("Answer the question about this kind of event."),
    "client_missing": _("Choose the client, or say why no client is named."),
    "started_by_missing": _("Say who it came from."),
    "occurred_at_missing": _("Say when it happened."),
    "occurred_at_in_future": _("The time of the event lies in the future."),
    "contact_channel_missing": _("Say how the contact took place."),
    "staff_part_missing": _("Say whether someone who works here is part of this."),
    "staff_not_named": _("Choose the person who is part of this, or say that you cannot name anyone."),
    "request_missing": _("Write down the request in the client’s own words."),
    "response_missing": _("Say how you responded."),
    "expectation_missing": _("Say what you hope for."),
}
STEP_MISSING = _("Step %(number)s is still open: %(title)s")


def declare(verb: str, *functions: Callable) -> None:
    """Add guards (incident) -> list of codes to a verb."""
    _guards.setdefault(verb, []).extend(functions)


def declared() -> dict[str, list[Callable]]:
    return {verb: list(functions) for verb, functions in _guards.items()}


def reasons_against(incident, verb) -> list[str]:
    return [code for guard in _guards.get(verb, ()) for code in guard(incident)]


def reason_text(code: str, incident=None) -> str:
    """The code's sentence; codes such as step_7_missing name the step by its title as filed."""
    if code.startswith("step_"):
        number = int(code.split("_")[1])
        clause = incident.protocol_version.clauses.get(number=number)
        return STEP_MISSING % {"number": number, "title": clause.text()["title"]}
    text = REASONS[code]
    return text(incident) if callable(text) else str(text)


# -- what a report needs before it can be sent -----------------------------------------------------------------


def is_early(incident) -> bool:
    """A safety concern sends early: only the safety answer is required (HU.7)."""
    return incident.safety_concern in (YesNoUnsure.YES, YesNoUnsure.UNSURE)


def text_of_question(incident):
    wanted = incident.kind == Kind.QUESTION
    return ["question_missing"] if wanted and is_blank(incident.question) else []


def basics(incident):
    if incident.kind == Kind.QUESTION:
        return []
    if is_early(incident):
        return ["occurred_at_in_future"] if _in_future(incident) else []
    missing = {
        "event_type_missing": not incident.event_type_id,
        "client_missing": not incident.client_id and is_blank(incident.client_missing_reason),
        "started_by_missing": not incident.started_by,
        "occurred_at_missing": not incident.occurred_at,
        "occurred_at_in_future": _in_future(incident),
        "contact_channel_missing": not incident.contact_channel,
        "condition_missing": _has_condition(incident) and not incident.condition_answer,
    }
    return [code for code, absent in missing.items() if absent]


def staff(incident):
    if incident.kind == Kind.QUESTION:
        return []
    if incident.staff_part == StaffPart.NAMED and not incident.named.all():
        return ["staff_not_named"]
    return [] if incident.staff_part or is_early(incident) else ["staff_part_missing"]


def words(incident):
    if incident.kind == Kind.QUESTION or is_early(incident):
        return []
    missing = {
        "request_missing": is_blank(incident.request_verbatim),
        "response_missing": not incident.responses and is_blank(incident.response_given),
        "expectation_missing": not incident.expectation,
    }
    return [code for code, absent in missing.items() if absent]


def steps(incident):
    """Every step answered; only the document step follows from request and response (HU.15)."""
    if incident.kind == Kind.QUESTION or is_early(incident) or not incident.protocol_version_id:
        return []
    answered = {answer.clause_id for answer in incident.answers.all()}
    clauses = [clause for clause in steps_of(incident.protocol_version_id) if clause.answer_kind != Clause.Answer.DOCUMENT]
    return [f"step_{clause.number}_missing" for clause in clauses if clause.pk not in answered]


def _in_future(incident):
    return bool(incident.occurred_at and incident.occurred_at > timezone.now())


def _has_condition(incident):
    return bool(incident.event_type_id and incident.event_kind.question)


def cited(incident):
    """HU.4; whoever is in danger is not held up by it."""
    return [] if incident.kind == Kind.QUESTION or is_early(incident) else citing.held_that_day(incident)


REASONS.update(limits.REASONS | citing.REASONS)
declare("submit", text_of_question, basics, staff, words, steps, cited, limits.size, limits.reports_today)
