"""One page for a small thing: thanks with a line of one's own, what came of it, and what the record says of its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.plain_text import is_blank
from boundaries.choices import ClientDecision, ContactType, Expectation, Outcome
from boundaries.forms.fields import PlainText
from policies.builtin import choices, label, own_name, prepared_text
from policies.library.filling import gaps, partly
from policies.library.shelf import the_item
from supervision.forms.base import WRITE, ActForm, one_of, text
from supervision.forms.deciding import REASON_LIMIT
from supervision.models import Message

# what a small thing can have come to; everything else is answered at length
OUTCOMES = (
    Outcome.BOUNDARY_KEPT_ACCEPTED, Outcome.BOUNDARY_KEPT_DECLINED, Outcome.RECORDED_ONLY, Outcome.NO_FURTHER_ACTION,
    Outcome.DUPLICATE,
)  # fmt: skip
KEPT = {
    ClientDecision.ACCEPTED: Outcome.BOUNDARY_KEPT_ACCEPTED,
    ClientDecision.DECLINED: Outcome.BOUNDARY_KEPT_DECLINED,
}
MOST_OF_LINE = 600
THANKS, RESULT, OWN_LINE = "thanks", "small_result", "personal_line"


class SmallForm(ActForm):
    """Everything but the line of one's own is proposed, shown, and can be changed before it is confirmed."""

    name = "answer_small"
    template = "supervision/small.html"
    title, button = _("Answer and close"), _("Send thanks and close")
    done = _("Answered and closed. She can say how it was, and write to you at any time.")

    personal_line = text(_("A line of your own"), rows=2, max_length=MOST_OF_LINE)
    outcome = one_of(_("What came of it?"))
    confirmed = forms.BooleanField(
        label=_("Yes, this is what came of it."),
        error_messages={"required": _("Please confirm what came of it.")},
    )
    contact_type = one_of(
        _("What was this contact about?"),
        required=False,
        help_text=_("This describes the one contact, never a person. The reporter does not see it."),
    )
    need_served = text(_("Which need was met?"), rows=1, required=False, max_length=REASON_LIMIT)
    reason = text(_("Why this result?"), rows=2, required=False, max_length=REASON_LIMIT)
    reference = PlainText(label=_("Care record: entered under number"), max_length=60)
    note = PlainText(label=_("Or why there is no entry"), max_length=200)

    def prepare(self):
        self.thanks = the_item(self.by, THANKS)
        self.fields["personal_line"].widget.attrs["lang"] = self.language
        self.fields["personal_line"].help_text = _("In %(language)s, as the rest of it.") % {
            "language": own_name(self.language)
        }
        words = dict(choices("outcomes"))
        self.fields["outcome"].choices = [(key, words[key]) for key in OUTCOMES]
        self.fields["contact_type"].choices = choices("contact_types")
        if self.incident.care_record_at:
            del self.fields["reference"], self.fields["note"]
        self.initial = self.proposed()

    @property
    def language(self) -> str:
        return self.incident.language

    def proposed(self) -> dict:
        return {
            "outcome": _proposed_outcome(self.incident),
            "contact_type": self.incident.contact_type or ContactType.INFORMATIVE,
            "need_served": str(_("To have told somebody, and to have it written down.")),
            "reason": str(_("Declined at once; nobody is worried, and nothing more is asked for.")),
            "note": str(_("Nothing changes in the care.")),
        }

    def clean_personal_line(self):
        """SV.14: nobody is told a text with a gap in it."""
        line = self.cleaned_data["personal_line"]
        if open_gaps := gaps(line):
            raise forms.ValidationError(_still_open(open_gaps))
        return line

    def clean(self):
        """What is proposed holds where nothing else was sent; a prepared text with a gap of its own is not sent."""
        cleaned = super().clean()
        for name, value in self.proposed().items():
            if name in self.fields and name not in self.errors and name not in self.data:
                cleaned[name] = value
        for name in ("contact_type", "need_served", "reason"):
            if name not in self.errors and is_blank(cleaned.get(name) or ""):
                self.add_error(name, WRITE)
        if cleaned.get("reference"):
            cleaned["note"] = ""
        if open_gaps := gaps(self.letter("")):
            self.add_error(None, _still_open(open_gaps))
        return cleaned

    # -- the page ---------------------------------------------------------------------------------------------------

    @property
    def outcome_in_words(self) -> str:
        """The one that stands chosen, so that what is confirmed is read beside the tick."""
        chosen = self["outcome"].value()
        return label("outcomes", chosen) if chosen in OUTCOMES else ""

    @property
    def shows_more(self) -> bool:
        """Opened where something of it has to be mended."""
        return any(field.errors for field in self.recorded())

    def recorded(self) -> list:
        names = ("outcome", "reason", "contact_type", "need_served", "reference", "note")
        return [self[name] for name in names if name in self.fields]

    # -- what the reporter reads ------------------------------------------------------------------------------------

    def letter(self, line) -> str:
        values = {OWN_LINE: line, "name": self._called, "supervisor": self.by.short_name}
        values["organisation"] = self.incident.organisation.name
        if self.thanks is None:
            return prepared_text(THANKS, self.language, **values)
        return partly(self.thanks, self.language, **values)

    @property
    def _called(self):
        return "" if self.incident.behind_pseudonym else self.incident.reporter.given_name

    def around_the_line(self) -> list[str]:
        """The thanks as they stand, before and after what somebody adds."""
        before, _gap, after = self.letter("\0").partition("\0")
        return [before.strip(), after.strip()]

    def first_message(self) -> dict:
        items = [self.thanks] if self.thanks else []
        body = self.letter(self.cleaned_data["personal_line"])
        return {"kind": Message.Kind.REPLY, "body": body, "language": self.language, "items": items}

    def result(self) -> dict:
        names = ("outcome", "reason", "contact_type", "need_served")
        outcome = label("outcomes", self.cleaned_data["outcome"], self.language)
        told = {"body": prepared_text(RESULT, self.language, outcome=outcome), "language": self.language}
        return {name: self.cleaned_data[name] for name in names} | {"message": told}

    def entry(self) -> dict | None:
        """C1; None where it is confirmed already."""
        if "note" not in self.fields:
            return None
        return {name: self.cleaned_data[name] for name in ("reference", "note")}


def _proposed_outcome(incident) -> str:
    if incident.client_decision in KEPT:
        return KEPT[incident.client_decision]
    return Outcome.RECORDED_ONLY if incident.expectation == Expectation.JUST_RECORD else Outcome.NO_FURTHER_ACTION


def _still_open(names):
    return _("Fill in what is still open: %(missing)s") % {"missing": ", ".join(f"{{{name}}}" for name in names)}
