"""Correcting one's own message: a new one takes its place, the old one stays readable (CS.3f)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.door import Act, declare_act, declare_consequences
from boundaries import rights
from boundaries.acts import SENT
from boundaries.models import Incident
from supervision import obligations
from supervision.consequences import keep_in_step, keep_somebody_present
from supervision.conversation import say
from supervision.models import Deadline, Message
from supervision.notices import tell

Kind = Message.Kind
CORRECTABLE = (*Message.ANSWERS, Kind.REPORTER, Kind.SIGN, Kind.FOLLOW_UP)


def correctable(incident, person):
    """This person's own messages that nothing has replaced yet, newest first."""
    own = incident.messages.filter(author=person, kind__in=CORRECTABLE, superseded_by=None)
    return own.order_by("-sent_at")


def _is_open(incident, **details):
    return [] if incident.status in SENT else ["conversation_over"]


def send_correction(incident, happening):
    """It is no new answer and breaks no promise; what a reporter puts right asks for an answer like every word of hers."""
    said = happening.details
    old = correctable(incident, happening.by).filter(pk=said["message"]).first()
    if old is None:
        raise ValidationError({"message": _("Choose a message of yours that was not corrected yet.")})
    words = {"body": said["body"], "language": said["language"], "promised_at": old.promised_at}
    say(incident, happening, kind=old.kind, author=happening.by, supersedes=old, **words)
    happening.data["corrects"] = str(old.pk)
    if old.kind == Kind.REPORTER and not obligations.owes_answer(incident):
        obligations.open_deadline(incident, Deadline.Kind.REPLY, incident.assignee)


def declare():
    declare_act(Incident, "correct", Act("message_corrected", rights.person(rights.takes_part), reasons=_is_open))
    declare_consequences({"message_corrected": [keep_somebody_present, send_correction, keep_in_step, tell]})
