"""The words of what is observed: reasons, notices, and events of the record's history."""

from django.utils.translation import gettext_lazy as _

from supervision import notices
from supervision.exports import words

REASONS = {
    "end_indicators_missing": _(
        "The reporter has not said yet how it was, and the time to come back to it is not over. "
        "She may leave it open; if you asked her and she did not answer, note that."
    ),
    "indicators_answered": _("The closing questions are settled already."),
}
WORDS = {"how_it_was": _("Somebody you support said how it was")}
ACTS = {
    "closing_questions_answered": _("Closing questions answered by the reporter"),
    "observation_noted": _("Observation noted"),
    "closing_questions_unanswered": _("Closing questions asked, not answered"),
}
# noted by those who answer, about somebody who spoke to them: not the reporter's to read
NOT_FOR_REPORTER = frozenset({"observation_noted"})


def declare():
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
