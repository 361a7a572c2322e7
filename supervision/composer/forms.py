"""What a full answer asks of its writer: the phases on one side, the four parts of the letter on the other."""

from django import forms
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.builtin import choices, label
from policies.library.filling import gaps, partly, sourced
from supervision import library_uses
from supervision.composer import phases
from supervision.composer.parts import PARTS, letter
from supervision.forms.answering import UsedItems
from supervision.forms.base import ActForm, LanguageField, language_for, one_of, text
from supervision.models import Message
from supervision.models.message import MAX_BODY
from supervision.models.preparation import MOST_CLARIFIED, MOST_REASON

PREPARING = ("seen", "clarified", "contact_type", "contact_type_note", "compared", "waived_reason", "limits")
TYPED = (*PREPARING, *PARTS, "language", "items")


def _ticked(label, **options):
    return forms.BooleanField(required=False, label=label, **options)


class ComposeForm(ActForm):
    """CS.7: greeting, summary, explanation, closing; CS.6: what comes before they are sent."""

    name = "answer"
    title, button, done = gettext_lazy("A full answer"), gettext_lazy("Send"), gettext_lazy("Your answer was sent.")

    seen = _ticked(gettext_lazy("I have looked at them."))
    clarified = text(
        gettext_lazy("In one or two sentences: what does the colleague want from us?"),
        rows=2, required=False, max_length=MOST_CLARIFIED,
    )  # fmt: skip
    contact_type = one_of(
        gettext_lazy("What was this contact about?"),
        required=False,
        help_text=gettext_lazy("This describes the one contact, never a person. The reporter does not see it."),
    )
    contact_type_note = text(
        gettext_lazy("If this has changed: why?"), rows=1, required=False, max_length=MOST_REASON
    )
    compared = one_of(gettext_lazy("How was the like answered before?"), required=False)
    waived_reason = text(
        gettext_lazy("If nobody else is asked: why not?"), rows=1, required=False, max_length=MOST_REASON
    )
    greeting = text(gettext_lazy("Greeting"), rows=1, required=False)
    summary = text(
        gettext_lazy("What I have understood"),
        rows=3, required=False, help_text=gettext_lazy("In your own words, so that the colleague can say whether it is so."),
    )  # fmt: skip
    explanation = text(gettext_lazy("My answer"), rows=7, required=False)
    closing = text(gettext_lazy("Closing"), rows=2, required=False)
    language = LanguageField()
    items = UsedItems(required=False)
    limits = _ticked(gettext_lazy("This answer keeps within these limits."))

    def prepare(self):
        self.fields["language"].initial = language_for(self.by, self.incident)
        self.fields["contact_type"].initial = self.incident.contact_type
        self.fields["contact_type"].choices = [
            (key, format_html("{}<small>{}</small>", word, label("contact_type_definitions", key)))
            for key, word in choices("contact_types")
        ]
        self.fields["compared"].choices = [
            (phases.Compared.COMPARED, _("I have compared.")),
            (phases.Compared.NOTHING, _("There is nothing comparable.")),
        ]
        if not self.is_bound:
            self.initial = self._begin_with()

    def _begin_with(self):
        """Address and farewell in the reporter's language; both can be changed."""
        with translation.override(self.fields["language"].initial):
            unnamed = self.incident.behind_pseudonym
            called = _("colleague") if unnamed else self.incident.reporter.given_name
            return {
                "greeting": _("Dear %(name)s,") % {"name": called},
                "closing": _("Kind regards") + f"\n{self.by.short_name}",
            }

    def clean(self):
        """SV.14: nobody is told a text with a gap in it. The rest is said behind the door, the same for pages and programs."""
        cleaned = super().clean()
        for name in PARTS:
            if open_gaps := gaps(cleaned.get(name) or ""):
                missing = ", ".join(f"{{{gap}}}" for gap in open_gaps)
                self.add_error(name, _("Fill in what is still open: %(missing)s") % {"missing": missing})
        return cleaned

    def details(self) -> dict:
        message = {
            "kind": Message.Kind.REPLY,
            "language": self.cleaned_data["language"],
            "items": library_uses.chosen(self.by, self.cleaned_data["items"]),
            "prepared": {name: self.cleaned_data.get(name) for name in (*PREPARING, *PARTS)},
        }
        return {"message": message} if self.name == "acknowledge" else message

    # -- what was typed so far ------------------------------------------------------------------------------------

    def typed(self) -> dict:
        """By field and as it stands, for the draft, the rail and the preview; nothing is checked."""
        found = {name: self[name].value() for name in TYPED}
        return found | {"items": [str(item) for item in found["items"] or []]}

    def kept(self) -> dict:
        """What a draft keeps of it: texts no longer than what can be sent."""
        return {name: value[:MAX_BODY] if isinstance(value, str) else value for name, value in self.typed().items()}

    def go_on_with(self, prepared) -> None:
        self.initial |= {name: value for name, value in prepared.items() if name in TYPED}

    def begun(self) -> list[str]:
        typed = self.typed()
        return [letter({name: typed[name] or "" for name in PARTS})] if typed["summary"] or typed["explanation"] else []

    def again(self, **changed) -> "ComposeForm":
        """As it was filled in, with these values changed and no faults looked for; nothing is sent."""
        filled = type(self)(incident=self.incident, by=self.by)
        filled.initial = self.typed() | changed
        return filled

    def with_summary(self) -> "ComposeForm":
        """B-CS-13: what is being asked is the first draft of what was understood."""
        typed = self.typed()
        return self.again(summary="\n".join(filter(None, [typed["clarified"], typed["summary"]])))

    def with_words(self, words) -> "ComposeForm":
        return self.again(explanation=_together(self.typed()["explanation"], words))

    def with_items(self, keys) -> "ComposeForm":
        """Texts of the library in the letter's language, each in its part, with their source where they state a fact."""
        typed = self.typed()
        language = typed["language"] or self.incident.language
        items = library_uses.chosen(self.by, self.fields["items"].to_python(keys))
        for item in items:
            part = item.part if item.part in PARTS else "explanation"
            words = sourced(item, partly(item, language, **self._values(language)), language)
            typed[part] = _together(typed[part], f"– {words}" if item.kind == item.Kind.QUESTION else words)
        typed["items"] = list(dict.fromkeys([*typed["items"], *(str(item.pk) for item in items)]))
        return self.again(**typed)

    def _values(self, language):
        with translation.override(language):
            called = _("colleague") if self.incident.behind_pseudonym else self.incident.reporter.given_name
        organisation = self.incident.organisation.name
        return {"name": called, "supervisor": self.by.short_name, "organisation": organisation, "personal_line": ""}


def _together(before, after) -> str:
    return "\n\n".join(filter(None, [(before or "").strip(), after]))


class FirstComposeForm(ComposeForm):
    """To acknowledge is to answer: the first full answer does it."""

    name = "acknowledge"
