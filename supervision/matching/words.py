"""Why this person, in the reader's language. What the reporter asked for is never told, only that somebody fits it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from supervision.exports.words import language_name
from supervision.models import Assignment

Basis = Assignment.Basis

BASES = {
    Basis.TEAM_SUPERVISOR: gettext_lazy("Supervises the team"),
    Basis.TEAM_LEAD: gettext_lazy("Leads the team"),
    Basis.LEAD: gettext_lazy("Leads the service"),
    Basis.SAFEGUARDING: gettext_lazy("Is responsible for safeguarding"),
    Basis.ANSWERED: gettext_lazy("Was the first to answer"),
    Basis.ESCALATION: gettext_lazy("It was passed on to this person"),
    Basis.DECISION: gettext_lazy("Was given it by the decision"),
    Basis.MATCHED: gettext_lazy("Fits best"),
    Basis.CHOSEN: gettext_lazy("Was chosen"),
    Basis.COVER: gettext_lazy("Stands in for somebody who is away"),
    Basis.ON_CALL: gettext_lazy("Is on call"),
}
# said already by how somebody came in turn
SAID_BY_BASIS = {"team": Basis.TEAM_SUPERVISOR, "covers": Basis.COVER}
FACTORS = {
    "team": gettext_lazy("Supervises the team"),
    "covers": gettext_lazy("Stands in for somebody who is away"),
    "speciality": gettext_lazy("Knows this kind of event well"),
    "decides": gettext_lazy("May decide, which the reporter hopes for"),
    "knows_reporter": gettext_lazy("Has answered this reporter before"),
    "knows_client": gettext_lazy("Has answered about this client before"),
}
WISHED = "wished_"
# why somebody cannot have another person now
REASONS = {
    "nobody_else": gettext_lazy("There is nobody else here who could take this on now."),
    "asked_often": gettext_lazy("You have asked for another person three times. Please write what you need, or call."),
}


def sentences(basis, factors) -> list[str]:
    """How she came in turn, then what spoke for her, the weightiest first."""
    found = [str(BASES[basis])] if basis in BASES else []
    for factor in sorted(factors, key=lambda factor: -factor["weight"]):
        sentence = "" if SAID_BY_BASIS.get(factor["factor"]) == basis else _in_words(factor)
        if sentence and sentence not in found:
            found.append(sentence)
    return found


def _in_words(factor) -> str:
    """"" for a factor of a later version."""
    name, value = factor["factor"], factor.get("value")
    if name.startswith(WISHED):
        return _("Fits what the reporter asked for")
    if name == "language":
        return _("Writes the language of the report, %(language)s") % {"language": language_name(value)}
    if name == "load":
        return ngettext("Has %(count)s open report", "Has %(count)s open reports", value) % {"count": value}
    return str(FACTORS.get(name, ""))
