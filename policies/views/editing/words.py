"""The choices of a clause in words, as the editor offers and the comparison shows them."""

from django.utils.translation import gettext_lazy as _

from policies.models import Clause

NORM_KINDS = {
    Clause.Kind.ENTITLEMENT: _("What people are entitled to"),
    Clause.Kind.CONDITION: _("A condition for it"),
    Clause.Kind.PRINCIPLE: _("A principle"),
}
KINDS = NORM_KINDS
APPLIES = {
    Clause.Applies.ALWAYS: _("Always"),
    Clause.Applies.CONDITIONAL: _("Only if it applies: “did not apply” is an answer"),
}
MOMENTS = {Clause.Moment.WITH_CLIENT: _("With the client"), Clause.Moment.WITH_ORGANISATION: _("With us")}
ANSWERS = {
    Clause.Answer.NOTE: _("Done or not done, with a note"),
    Clause.Answer.REASON: _("The reason the client gave"),
    Clause.Answer.CLAUSES: _("Which policy was explained"),
    Clause.Answer.CHANNELS: _("Which numbers of the organisation were offered"),
    Clause.Answer.SAFETY: _("Worried about safety: yes, no, not sure"),
    Clause.Answer.DISCOMFORT: _("Felt uncomfortable: yes or no, and which support"),
    Clause.Answer.GUIDANCE: _("Unsure: yes or no, and where guidance was looked for"),
    Clause.Answer.SUPPORT: _("Which other help was offered"),
    Clause.Answer.DECISION: _("What the client decided"),
    Clause.Answer.CLARITY: _("Whether the client understood"),
    Clause.Answer.DOCUMENT: _("The request and the response, written down"),
}
DOCUMENTED = {"yes": _("It must be documented"), "no": _("Need not be documented")}
FIELDS = {
    "title": _("Title"),
    "short": _("Short label"),
    "instruction": _("What to do"),
    "record_prompt": _("Question for the record"),
    "said": _("How to say it"),
    "principles": _("Principles"),
    "closing": _("Closing words"),
    "kind": _("What kind of clause it is"),
    "applies": _("When it applies"),
    "moment": _("At which moment"),
    "answer_kind": _("How it is answered"),
    "is_documented": _("What must be documented"),
    "conditions": _("Under these conditions"),
    "related": _("See also"),
    "event_types": _("Kinds of event"),
    "audience": _("For whom it holds"),
}
_CHOICES = {"kind": NORM_KINDS, "applies": APPLIES, "moment": MOMENTS, "answer_kind": ANSWERS}


def in_words(name, value) -> str:
    """A choice of a clause; a list as its names."""
    if name == "is_documented":
        return str(DOCUMENTED["no" if value is False else "yes"])
    if name in _CHOICES:
        return str(_CHOICES[name].get(value, value or "–"))
    return ", ".join(map(str, value)) if value else "–"
