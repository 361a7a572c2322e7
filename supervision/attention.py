"""Signs that somebody is there: "I have read it" (BG.5), and a gentle word into a silence (SV.17). Neither is an answer."""

from django.utils.translation import gettext_lazy as _

from audit.door import Act, declare_act, declare_consequences
from boundaries import guards, rights
from boundaries.acts import SENT
from boundaries.choices import Status
from boundaries.models import Incident
from supervision import obligations
from supervision.consequences import keep_in_step
from supervision.conversation import say
from supervision.models import Deadline, Message
from supervision.notices import tell
from supervision.thread import mark_read_by_us

Kind = Message.Kind
REASONS = {
    "signed_already": _("You have already shown that you have read it. The next word is an answer."),
    "followed_up": _("You have already asked gently. Choose another way to reach the person, or record the result."),
    "answer_first": _("An answer is owed here: give it, or promise one."),
}


def _may_sign(incident, **details):
    if incident.status not in SENT:
        return ["conversation_over"]
    return ["signed_already"] if _last_said(incident) == Kind.SIGN else []


def _may_follow_up(incident, **details):
    if incident.status not in SENT:
        return ["conversation_over"]
    if incident.status != Status.ACKNOWLEDGED or obligations.owes_answer(incident):
        return ["answer_first"]
    return ["followed_up"] if _last_said(incident) == Kind.FOLLOW_UP else []


def _last_said(incident):
    """By people; what the system says meanwhile is no word of anybody's."""
    said = incident.messages.exclude(author=None).filter(supersedes=None)
    return said.order_by("-sent_at").values_list("kind", flat=True).first()


def send_sign(incident, happening):
    """It meets no duty: the clock goes on."""
    mark_read_by_us(incident)
    say(incident, happening, author=happening.by, **happening.details)


def send_follow_up(incident, happening):
    say(incident, happening, author=happening.by, **happening.details)
    obligations.meet(incident, Deadline.Kind.FOLLOW_UP)


def declare():
    guards.REASONS.update(REASONS)
    answers = rights.person(rights.answers)
    declare_act(Incident, "sign", Act("sign_sent", answers, reasons=_may_sign))
    declare_act(Incident, "follow_up", Act("follow_up_sent", answers, reasons=_may_follow_up))
    declare_consequences(
        {"sign_sent": [send_sign, tell], "follow_up_sent": [send_follow_up, keep_in_step, tell]}
    )
