"""A full answer in print: its four parts for everybody, how it was prepared for everybody but its reporter."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.builtin import label
from supervision.composer.parts import PARTS
from supervision.exports.teller import REPORTER
from supervision.models import Preparation

CONSULTED = {
    Preparation.Consulted.COLLEAGUE: gettext_lazy("A colleague was asked and has answered."),
    Preparation.Consulted.DECIDED: gettext_lazy("It was decided by somebody else before."),
    Preparation.Consulted.WAIVED: gettext_lazy("Nobody else was asked:"),
}
COMPARED = {
    Preparation.Compared.COMPARED: gettext_lazy("Compared with other answers."),
    Preparation.Compared.NOTHING: gettext_lazy("There was nothing comparable."),
}


HEADINGS = {
    "greeting": gettext_lazy("Greeting"),
    "summary": gettext_lazy("What was understood"),
    "explanation": gettext_lazy("The answer"),
    "closing": gettext_lazy("Closing"),
}


def in_parts(told, message) -> list[dict]:
    """A message as it is printed: a full answer in its four parts under their headings (CS.7), any other as one text.

    Translations are of the whole letter, and stand beneath its last part.
    """
    whole = told.said(message.body, message.language, of=(message.pk, "body"))
    row = getattr(message, "preparation", None)
    if row is None:
        return [whole]
    lang = {"lang": whole["lang"]} if "lang" in whole else {}
    parts = [
        {"heading": str(HEADINGS[name]), "text": told.masked(getattr(row, name).strip())} | lang for name in PARTS
    ]
    return [*parts[:-1], whole | parts[-1]]


def prepared(told, message) -> list[dict]:
    """An entry after the message; none where it is no full answer."""
    row = getattr(message, "preparation", None)
    if row is None or told.profile == REPORTER:
        return []
    kind = label("contact_types", row.contact_type, told.language)
    parts = [told.reason(row.clarified), {"text": _("Kind of contact: %(kind)s") % {"kind": kind}}]
    parts += [told.reason(row.contact_type_note)] if row.contact_type_note else []
    # how many, and not which: whoever reads this may be part of one of them
    parts.append({"text": _("Earlier records looked at: %(count)s") % {"count": len(row.looked_up)}})
    parts += [{"text": str(COMPARED[row.compared])}, {"text": str(CONSULTED[row.consulted])}]
    parts += [told.reason(row.consultation_waived_reason)] if row.consultation_waived_reason else []
    attested = _("Confirmed to keep within the limits of a written answer.")
    what = _("How this answer was prepared")
    return [{
        "when": told.moment(row.limits_attested_at),
        "who": told.person(message.author),
        "what": what,
        "parts": [*parts, {"text": attested}],
    }]  # fmt: skip
