"""What was disclosed to an authority, on what ground, and what it decided: written down, for nothing is sent by it."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.plain_text import is_blank
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import limits, rights
from boundaries.acts import SENT
from boundaries.models import Incident
from policies.models import DirectoryEntry
from supervision.consultations import standing
from supervision.consultations.standing import Kind
from supervision.models import Consultation

EARLIEST = 2000
PEOPLE = ["incident", "asked_by", "answered_by"]


def known_to(organisation) -> list[DirectoryEntry]:
    """The authorities of the directory to which somebody may turn today."""
    return list(DirectoryEntry.objects.offered_to(organisation).filter(kind=DirectoryEntry.Kind.AUTHORITY))


def may_record(incident, user) -> bool:
    """Those who answer, and whoever was asked to decide; nobody who is part of it, never its reporter."""
    return rights.answers(incident, user) or rights.decides(incident, user)


def _was_sent(incident, **details):
    return [] if incident.status in SENT else ["wrong_status"]


def _decision_awaited(incident, **details):
    return _was_sent(incident) or ([] if standing.undecided(incident).exists() else ["no_authority_waits"])


def _record(
    incident, by, extract, ground, client_told, authority="", authority_name="", question="", asked_at=None,
    not_told_reason="", answer="", language="",
):  # fmt: skip
    """UK.13: the one exception from confidentiality is made openly, and the client is told or it says why not."""
    blank = {
        name: _("Please write something here.")
        for name, text in (("extract", extract), ("ground", ground))
        if is_blank(text)
    }
    if not client_told and is_blank(not_told_reason):
        blank["not_told_reason"] = _("Say why the client was not told.")
    if blank:
        raise ValidationError(blank)
    name, key = _which(incident, by, authority, authority_name)
    now = timezone.now()
    row = Consultation(
        incident=incident, kind=Kind.AUTHORITY, asked_by=by, authority_name=name, authority_key=key,
        question=question.strip(), extract=extract.strip(), ground=ground.strip(), client_told=client_told,
        not_told_reason="" if client_told else not_told_reason.strip(), language=language or by.language,
        asked_at=_past(asked_at, now), recorded_at=now,
    )  # fmt: skip
    if not is_blank(answer):
        _decided(row, by, answer, now)
    limits.check_room(
        [incident.consultations.all()], [Consultation.objects.filter(asked_by=by, recorded_at__gt=now - limits.HOUR)]
    )
    row.clean_fields(exclude=[*PEOPLE, "asked_of", "withdrawn_by"])
    return [insert(row)]


def _which(incident, by, key, name):
    """(name, key) as the directory has it today, else the name that was written."""
    if key:
        entry = next((row for row in known_to(incident.organisation) if str(row.pk) == str(key)), None)
        if entry is None:
            raise ValidationError({"authority": _("Choose one of the answers offered.")})
        return entry.name_in(by.language)[:200], str(entry.pk)
    if is_blank(name):
        raise ValidationError({"authority_name": _("Say which authority it was.")})
    return name.strip(), ""


def _past(at, now):
    if at is not None and at > now:
        raise ValidationError({"asked_at": _("This lies in the future.")})
    if at is not None and at.year < EARLIEST:
        raise ValidationError({"asked_at": _("Please check the year.")})
    return at or now


def _decided(row, by, answer, now):
    row.answer, row.answer_language, row.answered_at, row.answered_by = answer.strip(), by.language, now, by


def _record_answer(incident, by, consultation, answer):
    row = standing.undecided(incident).select_for_update(of=("self",)).filter(pk=consultation).first()
    if row is None:
        raise NotNow(["no_authority_waits"])
    if is_blank(answer):
        raise ValidationError({"answer": _("Please write something here.")})
    _decided(row, by, answer, timezone.now())
    row.clean_fields(exclude=[*PEOPLE, "asked_of", "withdrawn_by"])
    row.save(update_fields=["answer", "answer_language", "answered_at", "answered_by"])
    return [row]


def _name_row(incident, happening):
    """Which of them; and whether the client was told, for the auditor."""
    if "client_told" in happening.details:
        happening.data["client_told"] = happening.details["client_told"]
    else:
        happening.data["consultation"] = str(happening.details["consultation"])


def declare():
    allowed = rights.person(may_record)
    declare_act(Incident, "record_authority", Act("authority_consulted", allowed, _record, _was_sent))
    answered = Act("authority_answered", allowed, _record_answer, _decision_awaited)
    declare_act(Incident, "record_authority_answer", answered)
    declare_consequences({"authority_consulted": [_name_row], "authority_answered": [_name_row]})
