"""Acts of this room on an incident: further messages, what the clock does, exports."""

from django.utils import timezone

from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act
from audit.errors import NotPermitted
from boundaries import rights
from boundaries.acts import SENT
from boundaries.models import Incident
from supervision.models import Deadline, Export


def _conversation_is_open(incident, **details):
    return [] if incident.status in SENT else ["conversation_over"]


def _first_answer_acknowledges(incident, **details):
    """The first answer is the verb acknowledge: there is no other way to answer a submitted report."""
    return ["acknowledge_first"] if incident.status == "submitted" else _conversation_is_open(incident)


def _is_system(incident, user):
    return user is None


def to_breach(incident, deadline):
    return _still_waits(Deadline.objects.to_breach(timezone.now()), deadline)


def to_remind(incident, deadline):
    return _still_waits(Deadline.objects.to_remind(timezone.now()), deadline)


def _still_waits(rows, deadline):
    return [] if rows.select_for_update().filter(pk=deadline).exists() else ["not_due"]


def mark(field):
    def effect(incident, by, deadline):
        Deadline.objects.filter(pk=deadline).update(**{field: timezone.now()})

    return effect


def _may_export(incident, user):
    """Reading asks for the organisation and the walls already."""
    return user is not None and user.has_right(Right.EXPORT_RECORD) and rights.reads(incident, user)


def _was_sent(incident, **details):
    return [] if incident.submitted_at else ["wrong_status"]


def _export(incident, by, language, profile, record_digest, reason=""):
    names = profile == Export.Profile.IDENTIFIED
    own = profile == Export.Profile.REPORTER
    if own != rights.is_reporter(incident, by) or (names and not by.has_right(Right.EXPORT_IDENTIFIED)):
        raise NotPermitted("export")
    export = Export.objects.create(
        organisation_id=incident.organisation_id,
        incident=incident,
        language=language,
        profile=profile,
        reason=reason,
        requested_by=by,
        record_digest=record_digest,
    )
    return [export]


def declare():
    """Register this room's acts with the one door."""
    acts = {
        "write": Act("reporter_wrote", rights.person(rights.is_reporter), reasons=_conversation_is_open),
        "answer": Act("message_sent", rights.person(rights.answers), reasons=_first_answer_acknowledges),
        "remind": Act("deadline_reminded", _is_system, mark("reminded_at"), to_remind),
        "breach": Act("deadline_breached", _is_system, mark("breached_at"), to_breach),
        "export": Act("record_exported", _may_export, _export, _was_sent, kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
