"""The words of it: reasons, the notice to whoever answers, and the event in the record's history."""

from django.utils.translation import gettext_lazy as _

from supervision import notices
from supervision.absences import told as present
from supervision.exports import words
from supervision.understood.standing import Answer

REASONS = {
    "no_reply_yet": _("There is no answer yet to say this of."),
    "said_already": _("You have said so already."),
}
WORDS = {"not_understood": _("Somebody you support does not feel quite understood yet")}
ACTS = {"reply_understood": _("Said whether a reply was understanding")}


def _where_not_quite(incident, happening):
    """That somebody was understood stands beside the reply; nobody is called for it."""
    return present.answering(incident, happening) if happening.details["answer"] == Answer.NOT_QUITE else []


def declare():
    notices.WORDS.update(WORDS)
    notices.TOLD["reply_understood"] = [(_where_not_quite, "not_understood")]
    words.ACTS.update(ACTS)
