"""Writing, adding, agreeing: acts that change no status."""

from django import forms
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from policies.builtin import current_language
from supervision.forms.base import ActForm, LanguageField, text


class WriteForm(ActForm):
    """The reporter writes in her own conversation."""

    name = "write"
    title, button, done = _("Write a message"), _("Send"), _("Your message was sent.")

    body = text(_("Message"), rows=6)
    language = LanguageField()

    def prepare(self):
        self.fields["language"].initial = current_language()

    def will(self, way) -> None:
        """Say before it is sent what becomes of it."""
        if way != "write":
            self.lead, self.done = LEADS[way], DONE[way]


LEADS = {
    "reopen": _("We have told you a result. If you write now, we come back to it."),
    "ask": _("This report is finished and stays as it is. What you write becomes a new question, linked to it."),
}
DONE = {
    "reopen": _("Your message was sent, and we come back to it."),
    "ask": _("Your question was sent. It has a number of its own."),
}


class AddForm(ActForm):
    """Later information, or a correction of one answered step; nothing that stands there is changed."""

    name = "add_information"
    title, button, done = _("Add information"), _("Add"), _("Added, with your name and today’s date.")
    lead = _("The report itself stays as it was sent. What you add stands beside it.")

    text = text(_("What should be added?"), rows=6)
    language = LanguageField()
    corrects = forms.ChoiceField(label=_("Does it correct a step?"), required=False)

    def prepare(self):
        self.fields["language"].initial = current_language()
        answers = self.incident.answers.select_related("clause").order_by("clause__number")
        self.answers = {str(answer.pk): answer for answer in answers}
        titles = [(key, f"{row.clause.number} {row.clause.text()['title']}") for key, row in self.answers.items()]
        self.fields["corrects"].choices = [("", _("No, it is new")), *titles]
        if not titles:
            del self.fields["corrects"]

    def details(self) -> dict:
        corrects = self.answers.get(self.cleaned_data.get("corrects"))
        return {"text": self.cleaned_data["text"], "language": self.cleaned_data["language"], "corrects": corrects}


class AgreeForm(ActForm):
    name = "agree"
    title, button, done = _("Agree with the result"), _("I agree"), _("Thank you. It can be closed now.")
    lead = _("You can still come back to it until it is closed.")


class EntryForm(ActForm):
    """C1: the entry in the care record, or why no record applies."""

    name = "enter_in_care_record"
    title, button, done = _("Care record"), _("Confirm"), _("The entry in the care record is confirmed.")

    reference = PlainText(label=_("Entered under number"), max_length=60)
    note = PlainText(label=_("Or why there is no entry"), max_length=200)
