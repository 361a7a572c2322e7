"""Asking a colleague, her answer, taking the question back, and R9: nothing ends while her answer is awaited."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow, NotPermitted
from audit.inserting import insert
from boundaries import guards, limits, rights
from boundaries.models import Incident
from supervision import obligations
from supervision.consultations import authorities, extract, standing, telling
from supervision.consultations.standing import DUE, OPEN, Kind
from supervision.models import Consultation

PEOPLE = ["incident", "asked_by", "asked_of", "answered_by", "withdrawn_by"]


# -- who may, and when -------------------------------------------------------------------------------------------


def _is_asked(incident, user):
    """Whoever was asked may answer, and sees nothing of the record for it."""
    return user is not None and standing.asked_of(user).filter(incident=incident).exists()


def _may_withdraw(incident, user):
    """Whoever asked; and whoever has the record now, where she has left or is away."""
    if not rights.answers(incident, user):
        return False
    return rights.resolves(incident, user) or incident.consultations.filter(asked_by=user).exists()


def _is_open(incident, **details):
    return [] if incident.status in OPEN else ["wrong_status"]


def _still_asked(incident, **details):
    return [] if incident.status in OPEN else ["consultation_finished"]


def _something_waits(incident, **details):
    return [] if standing.waiting(incident).exists() else ["no_consultation_waits"]


def nobody_still_asked(incident):
    """R9: of a colleague's answer; what an authority says may come long after."""
    return ["consultation_unanswered"] if standing.waiting(incident).exists() else []


# -- what is done --------------------------------------------------------------------------------------------------


def _ask(incident, by, person, question, extract="", language=""):
    if reason := standing.Askable(incident, by).why_not(person):
        raise ValidationError({"person": reason})
    if is_blank(question):
        raise ValidationError({"question": _("Please write something here.")})
    _check_names(incident, by, question, extract)
    an_hour = timezone.now() - limits.HOUR
    limits.check_room(
        [incident.consultations.all()], [Consultation.objects.filter(asked_by=by, recorded_at__gt=an_hour)]
    )
    row = Consultation(
        incident=incident, kind=Kind.COLLEAGUE, asked_by=by, asked_of=person, question=question.strip(),
        extract=extract.strip(), language=language or by.language,
    )  # fmt: skip
    row.clean_fields(exclude=PEOPLE)
    insert(row)
    obligations.open_deadline(incident, DUE, person, subject=row)
    return [row]


def _check_names(incident, by, question, shown):
    extract.check(incident, by, question=question, extract=shown)


def _answer(incident, by, consultation, answer, language=""):
    row = _held(standing.asked_of(by).filter(incident=incident), consultation)
    if row is None:
        raise NotPermitted("answer_consultation")
    if standing.is_done(row):
        raise NotNow(["consultation_finished"])
    if is_blank(answer):
        raise ValidationError({"answer": _("Please write something here.")})
    row.answer, row.answer_language = answer.strip(), language or by.language
    row.answered_at, row.answered_by = timezone.now(), by
    row.clean_fields(exclude=PEOPLE)
    row.save(update_fields=["answer", "answer_language", "answered_at", "answered_by"])
    obligations.meet(incident, DUE, subject=row)
    return [row]


def _withdraw(incident, by, consultation, reason):
    row = _held(standing.waiting(incident), consultation)
    if row is None:
        raise NotNow(["no_consultation_waits"])
    if row.asked_by_id != by.pk and not rights.resolves(incident, by):
        raise NotPermitted("withdraw_consultation")
    if is_blank(reason):
        raise ValidationError({"reason": _("Please write something here.")})
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = timezone.now(), by, reason.strip()
    row.clean_fields(exclude=PEOPLE)
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    obligations.cancel(incident, DUE, subject=row)
    return [row]


def _held(rows, key):
    return rows.select_for_update(of=("self",)).filter(pk=key).first()


def _name_row(incident, happening):
    """Which question the event is about, by its id."""
    if key := happening.details.get("consultation"):
        happening.data["consultation"] = str(key)


def declare():
    """Before notices are told of deadlines (telling.py), after what opens and meets them."""
    acts = {
        "consult": Act("colleague_consulted", rights.person(rights.answers), _ask, _is_open),
        "answer_consultation": Act("colleague_answered", _is_asked, _answer, _still_asked),
        "withdraw_consultation": Act(
            "consultation_withdrawn", rights.person(_may_withdraw), _withdraw, _something_waits
        ),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    authorities.declare()
    guards.REASONS.update(telling.REASONS)
    guards.declare("resolve", nobody_still_asked)
    guards.declare("close", nobody_still_asked)
    declare_consequences({"colleague_answered": [_name_row], "consultation_withdrawn": [_name_row]})
    telling.declare()
