"""Everything of the ladder that others have to know: acts and consequences, steps of the clock, words."""

from django.utils.translation import gettext_lazy as _

from supervision.exports import words
from supervision.ladder import acts, shifts, steps, telling
from supervision.notices import WORDS

# as the history of a record prints them
EVENTS = {
    "alarm_raised": _("Somebody on call was told ahead"),
    "alarm_climbed": _("The next person was told"),
    "alarm_acknowledged": _("Somebody said that she takes care of it"),
    "ladder_ended": _("Nobody was left to be told"),
}
GAP_WORDS = {acts.GAP_KIND: _("There are hours in which nobody is on call")}


def declare():
    words.ACTS.update(EVENTS)
    WORDS.update(telling.WORDS | GAP_WORDS)
    acts.declare()
    shifts.declare()
    steps.declare()
