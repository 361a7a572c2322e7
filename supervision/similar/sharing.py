"""Opening a reply to the whole service, without names: by its author, and only after there is a result (B-CS-14)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.door import Act, declare_act
from audit.inserting import insert
from boundaries import guards, rights
from boundaries.choices import Status
from boundaries.models import Incident
from supervision.exports import words
from supervision.models import Likeness, Message, SharedReply
from supervision.similar import entries

ENDED = (Status.RESOLVED, Status.CLOSED)
REASONS = {"share_after_result": gettext_lazy("A reply can be opened to colleagues as soon as there is a result.")}


def shareable(incident, user):
    """Whole replies that this person wrote and has not opened yet; of a corrected one, the correction."""
    rows = Message.objects.filter(incident=incident, author=user, kind=Message.Kind.REPLY)
    return rows.filter(superseded_by=None, sharing=None).order_by("sent_at", "id")


def _may(incident, user):
    return rights.answers(incident, user) and incident.messages.filter(author=user, kind=Message.Kind.REPLY).exists()


def _after_result(incident, **details):
    return [] if incident.status in ENDED else ["share_after_result"]


def _share(incident, by, message):
    row = shareable(incident, by).filter(pk=getattr(message, "pk", message)).first()
    if row is None:
        raise ValidationError({"message": _("Choose one of the answers offered.")})
    Likeness.objects.filter(incident=incident).update(is_shared=True)
    return [insert(SharedReply(incident=incident, message=row, shared_by=by))]


def declare():
    guards.REASONS.update(REASONS)
    words.ACTS.update({"reply_shared": gettext_lazy("Reply opened to colleagues, without names")})
    declare_act(Incident, "share_reply", Act("reply_shared", rights.person(_may), _share, _after_result))
    entries.declare()
