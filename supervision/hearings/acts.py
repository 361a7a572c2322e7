"""Asking the person concerned, her answer, a lead's reason not to ask her, and the end of her time."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from accounts.roles import Right
from audit.door import Act, declare_act, declare_consequences, record
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import guards, rights
from boundaries.choices import Status
from boundaries.models import Incident
from policies.models import ServiceStandard
from supervision import clock, obligations
from supervision.hearings import naming, telling
from supervision.hearings.standing import can_be_asked, can_be_waived, is_done, needs_hearing, not_heard
from supervision.models import Deadline, Hearing

OPEN = (Status.SUBMITTED, Status.ACKNOWLEDGED, Status.ESCALATED)
HEARING = Deadline.Kind.HEARING


def asked_of(user):
    """The hearings that this person may open: hers, put as a question. What was waived she never learns of."""
    rows = Hearing.objects.filter(person=user, waived_at=None, incident__organisation_id=user.organisation_id)
    return rows.exclude(question="")


# -- who may, and when -------------------------------------------------------------------------------------------


def _leads(incident, user):
    return user.has_right(Right.DECIDE) and rights.answers(incident, user)


def _is_asked(incident, user):
    """The one act that a wall lets through: whoever is asked may answer, and see nothing for it."""
    return user is not None and user.is_active and asked_of(user).filter(incident=incident).exists()


def _is_system(incident, user):
    return user is None


def _can_ask(incident, **details):
    if incident.status not in OPEN:
        return ["wrong_status"]
    if not can_be_asked(incident):
        return ["nobody_to_hear"]
    return ["reporter_in_danger"] if _is_reporter_in_danger(incident) else []


def _is_reporter_in_danger(incident):
    """To ask might tell whom it is about who reported it: first somebody decides."""
    return incident.danger_for == "me" and incident.decided_at is None


def _can_waive(incident, **details):
    if incident.status not in OPEN:
        return ["wrong_status"]
    return [] if can_be_waived(incident) else ["nobody_to_hear"]


def _still_asked(incident, **details):
    return [] if incident.status in OPEN else ["hearing_finished"]


def _is_over(incident, deadline, **details):
    rows = Deadline.objects.open().select_for_update().filter(pk=deadline, kind=HEARING, due_at__lte=timezone.now())
    return [] if rows.exists() else ["not_due"]


# -- what is done --------------------------------------------------------------------------------------------------


def _ask(incident, by, person, question, language):
    if person not in can_be_asked(incident):
        raise ValidationError({"person": _("This person cannot be asked.")})
    naming.check(incident, question, by)
    hearing = Hearing(incident=incident, person=person, question=question.strip(), language=language, asked_by=by)
    insert(hearing)
    days = ServiceStandard.at(incident.organisation_id).hearing_days
    due_at = hearing.asked_at + datetime.timedelta(days=days)
    obligations.open_deadline(incident, HEARING, by, due_at=due_at, subject=hearing)
    return [hearing]


def _answer(incident, by, answer="", declined=False):
    hearing = asked_of(by).select_for_update().get(incident=incident)
    if is_done(hearing):
        raise NotNow(["hearing_finished"])
    if not declined and is_blank(answer):
        raise ValidationError({"answer": _("Please write something here.")})
    hearing.answer, hearing.declined = "" if declined else answer.strip(), declined
    hearing.answered_at = timezone.now()
    hearing.save(update_fields=["answer", "declined", "answered_at"])
    obligations.meet(incident, HEARING, subject=hearing)
    return [hearing]


def _waive(incident, by, person, reason):
    if person not in can_be_waived(incident):
        raise ValidationError({"person": _("This person cannot be chosen.")})
    hearing = Hearing.objects.select_for_update().filter(incident=incident, person=person).first()
    hearing = hearing or Hearing(incident=incident, person=person, language=person.language, asked_by=by)
    hearing.waived_at, hearing.waived_by, hearing.waived_reason = timezone.now(), by, reason
    hearing.save()
    obligations.cancel(incident, HEARING, subject=hearing)
    return [hearing]


def _end(incident, by, deadline):
    Deadline.objects.filter(pk=deadline).update(cancelled_at=timezone.now())


def hearing_missing(incident, message="") -> list[str]:
    """No outcome about anybody who was not heard: asked of the outcome at hand."""
    return ["person_not_heard"] if needs_hearing(incident.outcome) and not_heard(incident) else []


def require_hearing(incident, happening):
    """After the status allowed it."""
    if codes := hearing_missing(incident):
        raise NotNow(codes)


# -- the clock -----------------------------------------------------------------------------------------------------


def _over(now):
    rows = Deadline.objects.select_related("incident").open()
    return rows.filter(breached_at=None, due_at__lte=now, kind=HEARING)


def _end_it(row):
    record(row.incident, "end_hearing", by=None, deadline=row.pk)


def declare():
    """Before the clock's own steps: a time that is over is an answer too, and no promise broken."""
    acts = {
        "hear": Act("person_asked", rights.person(rights.resolves), _ask, _can_ask),
        "answer_hearing": Act("person_heard", _is_asked, _answer, _still_asked),
        "waive_hearing": Act("hearing_waived", rights.person(_leads), _waive, _can_waive),
        "end_hearing": Act("hearing_over", _is_system, _end, _is_over),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    guards.REASONS.update(telling.REASONS)
    declare_consequences({"incident_resolved": [require_hearing], **telling.FOLLOWS})
    clock.declare_step("time to be heard over", _over, _end_it)
    telling.declare()
