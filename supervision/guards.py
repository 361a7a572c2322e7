"""What forbids a verb now, as far as the conversation and its obligations are concerned."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boundaries import guards
from boundaries.choices import Kind
from supervision import obligations
from supervision.consultations.standing import is_decided_outside
from supervision.models import Message
from supervision.safety import concerns_safety
from supervision.small.standing import stays_small

REASONS = {
    "safety_concern_stands": _("A report with a safety concern cannot be withdrawn."),
    "safety_not_decided": _("There is a safety concern: escalate it and have it decided first."),
    "deadline_open": _("An answer or a decision is still owed."),
    "full_answer_missing": _("The reporter hopes for more than a word: a full answer is missing."),
    "answer_missing": _("The reporter’s last message has not been answered."),
    "reopen_over": _("The time in which this could be reopened is over. Please write a new question."),
    "care_record_missing": _("The entry in the care record is not confirmed yet."),
    "reporter_not_agreed": _("The reporter has not agreed yet, and the time to come back to it is not over."),
    "conversation_over": _("This conversation is finished. Please write a new question."),
    "acknowledge_first": _("This report has not been answered yet: send the first answer."),
    "not_due": _("This obligation is not due."),
    "absence_over": _("This absence is over, or was called off already."),
}


def safety_keeps_it(incident):
    return ["safety_concern_stands"] if concerns_safety(incident) else []


def no_answer_owed(incident):
    """R8: what is owed to the reporter; a follow-up or a check may outlive the result."""
    return ["deadline_open"] if obligations.is_owed(incident, "resolve") else []


def nothing_owed(incident):
    """C2; what may stay open ends with the record."""
    return ["deadline_open"] if obligations.is_owed(incident, "close") else []


def reporter_answered(incident):
    last = incident.messages.filter(kind=Message.Kind.REPORTER).order_by("-sent_at").first()
    since = last.sent_at if last else incident.submitted_at
    answers = incident.messages.filter(kind__in=Message.ANSWERS, sent_at__gte=since, supersedes=None)
    answers = answers.exclude(kind=Message.Kind.HOLDING)
    return [] if answers.exists() else ["answer_missing"]


def safety_decided(incident):
    """R5: with a safety concern, or on the way to safeguarding, somebody must have decided: here, or an authority."""
    if not concerns_safety(incident) or incident.decided_at is not None or is_decided_outside(incident):
        return []
    return ["safety_not_decided"]


def in_time_to_reopen(incident):
    over = incident.reopen_until is not None and timezone.now() > incident.reopen_until
    return ["reopen_over"] if over else []


def care_record_entered(incident):
    """C1: entered, or said why no record applies; a question has no client's record to enter."""
    if incident.kind == Kind.QUESTION or incident.care_record_at:
        return []
    return ["care_record_missing"]


def reporter_agreed(incident):
    """C5: the reporter agreed, or had the time to come back and did not. Nobody is asked to agree to thanks for a small thing."""
    if incident.agreed_at or stays_small(incident) or (incident.reopen_until and timezone.now() > incident.reopen_until):
        return []
    return ["reporter_not_agreed"]


def declare_all():
    """Register this room's guards and words with boundaries."""
    guards.REASONS.update(REASONS)
    guards.declare("withdraw", safety_keeps_it)
    guards.declare("resolve", reporter_answered, no_answer_owed, safety_decided)
    guards.declare("reopen", in_time_to_reopen)
    guards.declare("close", care_record_entered, nothing_owed, reporter_agreed)
