"""How what is observed is called: indicators, numbers, and the ends of the scale."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supervision.models import Observation

Indicator = Observation.Indicator
INDICATORS = {
    Indicator.RESPECTED: gettext_lazy("Treated with respect"),
    Indicator.UNDERSTOOD: gettext_lazy("Understood"),
    Indicator.HELPFUL: gettext_lazy("It helped"),
    Indicator.CLIENT_SATISFACTION: gettext_lazy("Client’s satisfaction, as the client said it"),
    Indicator.CAREGIVER_SATISFACTION: gettext_lazy("Caregiver’s satisfaction, as the caregiver said it"),
    Indicator.GOAL_ATTAINMENT: gettext_lazy("How far the goals were reached"),
    Indicator.STATUS_CHANGE: gettext_lazy("Change of circumstances"),
    Indicator.OTHER: gettext_lazy("Something else"),
}
QUESTIONS = {
    Indicator.RESPECTED: gettext_lazy("Was I treated with respect?"),
    Indicator.UNDERSTOOD: gettext_lazy("Was I understood?"),
    Indicator.HELPFUL: gettext_lazy("Did it help?"),
}
RATHER_NOT = gettext_lazy("I would rather not say")
NUMBERS = {1: gettext_lazy("1, not at all"), 2: "2", 3: "3", 4: "4", 5: gettext_lazy("5, completely")}
MOMENTS = {
    "start": gettext_lazy("At the start"),
    "during": gettext_lazy("On the way"),
    "end": gettext_lazy("At the end"),
}


def name_of(row) -> str:
    return row.label or str(INDICATORS[row.indicator])


def said(row) -> str:
    """The answer itself: a number of five, no wish to say, no answer; empty where only words were given."""
    if row.declined:
        return _("would rather not say")
    if row.unanswered:
        return _("asked, not answered")
    return _("%(value)s of 5") % {"value": row.value} if row.value else ""


def moment_of(phase) -> str:
    """Small multiples have three places: the start, on the way, and the end."""
    return "start" if phase == 4 else "end" if phase == 7 else "during"
