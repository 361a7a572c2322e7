"""What follows from what happened: one table, event -> functions, run in the transaction of the event.

Whatever leaves the system is only written here, as an outbox row (supervision/notices.py).
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.door import declare_consequences
from boundaries.models import Access
from policies.builtin import label, prepared_text
from supervision import assignment, obligations
from supervision.conversation import answer, say, tell_reporter
from supervision.lateness import lateness
from supervision.matching.people import replaced
from supervision.models import Assignment, Deadline, Message
from supervision.moments import local_moment
from supervision.notices import tell

Due = Deadline.Kind


def assign_first(incident, happening):
    match = assignment.first_match(incident)
    assignment.assign_first(incident, match.person, match.basis, match.factors)
    happening.data["assignee"] = str(match.person.pk) if match.person else None


def open_reply(incident, happening):
    kinds = [Due.REPLY, Due.URGENT] if incident.urgent else [Due.REPLY]
    opened = [obligations.open_first(incident, kind, incident.assignee) for kind in kinds]
    happening.details["owner"] = opened[0].owner
    obligations.set_clock(incident, [(deadline.kind, deadline.due_at) for deadline in opened])


def send_receipt(incident, happening):
    moment = local_moment(incident.due_at, incident.organisation, incident.language)
    body = prepared_text("receipt", incident.language, reference=incident.reference, due=moment)
    say(incident, happening, kind=Message.Kind.RECEIPT, body=body, language=incident.language, author=None)


def check_not_replaced(incident, happening):
    """The reporter asked for somebody else: whoever was replaced does not answer her after all."""
    if incident.assignee_id != happening.by.pk and str(happening.by.pk) in replaced(incident):
        raise ValidationError(_("This report is with somebody else now."))


def take_on(incident, happening):
    """Whoever answers first is responsible from now on."""
    if incident.assignee_id != happening.by.pk:
        assignment.assign(incident, happening.by, Assignment.Basis.ANSWERED, made_by=happening.by)
        obligations.hand_over(incident, happening.by)


def keep_owners_there(incident, happening):
    obligations.keep_owners_there(incident)


def keep_somebody_present(incident, happening):
    """Whoever left, lost the right to answer or is part of the event gives way to the next in turn."""
    if assignment.is_eligible(incident, incident.assignee):
        return
    match = assignment.first_match(incident)
    if match.person is not None:
        assignment.assign(incident, match.person, match.basis, factors=match.factors)
        obligations.hand_over(incident, match.person)
        happening.data["assignee"] = str(match.person.pk)


def send_first_answer(incident, happening):
    answer(incident, happening, **happening.details["message"])


def send_answer(incident, happening):
    answer(incident, happening, **happening.details)


def take_reporters_message(incident, happening):
    """The clock starts with the oldest unanswered message; nothing is opened while an answer is owed already."""
    say(incident, happening, kind=Message.Kind.REPORTER, author=happening.by, **happening.details)
    if not obligations.owes_answer(incident):
        obligations.open_deadline(incident, Due.REPLY, incident.assignee)


def check_addressee(incident, happening):
    if happening.details["to"] not in assignment.addressees(incident, happening.by):
        raise ValidationError({"to": _("This person cannot decide here. Choose somebody else.")})


def open_decision(incident, happening):
    person = happening.details["to"]
    Access.objects.get_or_create(incident=incident, user=person, basis=Access.Basis.ESCALATION)
    obligations.open_deadline(incident, Due.DECISION, person)
    happening.data["to"] = str(person.pk)


def say_passed_on(incident, happening):
    due = incident.deadlines.open().get(kind=Due.DECISION).due_at

    def text():
        moment = local_moment(due, incident.organisation, incident.language)
        return _("We have passed this on for a decision. You will hear from us by %(moment)s.") % {"moment": moment}

    tell_reporter(incident, happening, text)


def check_next_person(incident, happening):
    if happening.details["next_person"] not in assignment.next_people(incident):
        raise ValidationError({"next_person": _("This person cannot take this on. Choose somebody else.")})


def tell_decision(incident, happening):
    obligations.meet(incident, Due.DECISION)
    answer(incident, happening, **happening.details["message"])


def hand_to_next_person(incident, happening):
    person = happening.details["next_person"]
    assignment.assign(incident, person, Assignment.Basis.DECISION, made_by=happening.by)
    obligations.hand_over(incident, person)
    happening.data["next_person"] = str(person.pk)


def check_result(incident, happening):
    """R2, R3: a result says what kind of contact it was, what came of it and which need was served."""
    missing = [name for name in ("outcome", "contact_type", "need_served") if not getattr(incident, name).strip()]
    if missing:
        raise ValidationError(dict.fromkeys(missing, _("A result needs this.")))


def tell_result(incident, happening):
    say(incident, happening, kind=Message.Kind.REPLY, author=happening.by, **happening.details["message"])


def reopen_duty(incident, happening):
    """Why a reporter comes back is a message of hers: a reason on the record is overwritten by the next one."""
    if incident.reporter_id == happening.by.pk:
        words = {"body": happening.details["reason"], "language": happening.details.get("language")}
        words["language"] = words["language"] or happening.by.language
        say(incident, happening, kind=Message.Kind.REPORTER, author=happening.by, **words)
        obligations.open_deadline(incident, Due.REPLY, incident.assignee)


def say_closed(incident, happening):
    tell_reporter(incident, happening, lambda: label("states_for_reporter", "closed", incident.language))


def cancel_obligations(incident, happening):
    obligations.cancel_all(incident)


def name_deadline(incident, happening):
    """The event says which obligation it is about."""
    row = incident.deadlines.get(pk=happening.details["deadline"])
    happening.data |= {"deadline": str(row.pk), "kind": row.kind, "due_at": row.due_at.isoformat()}
    happening.data |= lateness(row.remind_at if happening.act == "deadline_reminded" else row.due_at)


def say_how_late(incident, happening):
    """Where nobody answered and the clock escalated it."""
    urgent = incident.deadlines.open().filter(kind=Due.URGENT).first() if happening.by is None else None
    if urgent is not None:
        happening.data |= lateness(urgent.due_at)


def apologise(incident, happening):
    """A broken promise is admitted to whom it was made (SV.13), in her language; once, though two clocks run out."""
    late = incident.deadlines.open().filter(kind__in=obligations.TOLD, breached_at__isnull=False)
    if happening.data["kind"] not in obligations.TOLD or late.exclude(pk=happening.data["deadline"]).exists():
        return
    people = assignment.deciders(incident)
    lead = people[0].short_name if people else incident.organisation.name
    tell_reporter(incident, happening, lambda: prepared_text("late", incident.language, lead=lead))


def keep_first(incident, happening):
    """As keep_in_step(), of what open_reply() has just opened and nobody else has touched."""
    obligations.save_clock(incident)


def keep_in_step(incident, happening):
    obligations.keep_in_step(incident)


FOLLOWS = {
    "incident_submitted": [assign_first, open_reply, send_receipt, keep_first, tell],
    "incident_acknowledged": [check_not_replaced, take_on, send_first_answer, keep_in_step, tell],
    "message_sent": [check_not_replaced, send_answer, keep_in_step, tell],
    "reporter_wrote": [keep_somebody_present, take_reporters_message, keep_in_step, tell],
    "information_added": [tell],
    "attachment_added": [tell],
    "answer_added": [tell],
    "incident_escalated": [check_addressee, open_decision, say_passed_on, say_how_late, keep_in_step, tell],
    "incident_decided": [check_next_person, tell_decision, hand_to_next_person, keep_in_step, tell],
    "incident_resolved": [check_result, tell_result, keep_in_step, tell],
    "incident_reopened": [keep_somebody_present, reopen_duty, keep_in_step, tell],
    "incident_withdrawn": [cancel_obligations, keep_in_step, tell],
    "incident_closed": [say_closed, cancel_obligations, keep_in_step, tell],
    "result_agreed": [tell],
    "deadline_reminded": [keep_somebody_present, keep_owners_there, keep_in_step, name_deadline, tell],
    "deadline_breached": [keep_somebody_present, keep_owners_there, keep_in_step, name_deadline, apologise, tell],
}


def declare():
    declare_consequences(FOLLOWS)
