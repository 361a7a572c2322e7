"""What is said beside an answer: a sign, a gentle word, a correction of one's own message, a note for colleagues."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.builtin import current_language, prepared_text
from supervision.correcting import correctable
from supervision.exports.words import choice
from supervision.forms.base import CHOOSE, ActForm, LanguageField, text
from supervision.models import Message
from supervision.moments import Clock

Kind = Message.Kind
SHORT = 300


class GestureForm(ActForm):
    """One prepared sentence in the reporter's language; left empty, that sentence is sent."""

    prepared = ""
    kind = ""

    body = text(_("Message"), rows=2, required=False, max_length=SHORT)
    language = LanguageField(required=False)

    def prepare(self):
        self.fields["body"].initial = prepared_text(self.prepared, self.incident.language)
        self.fields["language"].initial = self.incident.language

    def details(self) -> dict:
        body = self.cleaned_data["body"].strip()
        language = (body and self.cleaned_data["language"]) or self.incident.language
        body = body or prepared_text(self.prepared, self.incident.language)
        return {"kind": self.kind, "body": body, "language": language}


class SignForm(GestureForm):
    """BG.5: the written counterpart of a nod."""

    name, prepared, kind = "sign", "sign", Kind.SIGN
    title, button, done = _("Show that you have read it"), _("Send"), _("A short sign was sent. The answer is still owed.")
    lead = _("A short sign of attention. It is no answer: what is owed stays owed.")


class FollowUpForm(GestureForm):
    """SV.17: once into a silence."""

    name, prepared, kind = "follow_up", "follow_up", Kind.FOLLOW_UP
    title, button, done = _("Follow up gently"), _("Send"), _("A gentle word was sent.")
    lead = _("Nobody has to answer it. If the silence goes on, choose another way, or record the result.")


class CorrectForm(ActForm):
    """CS.3f: the old message stays readable, marked as corrected."""

    name = "correct"
    title, button, done = _("Correct a message of yours"), _("Send the correction"), _("Your correction was sent.")
    lead = _("The message as it was sent stays readable, with a link to the new one.")

    message = forms.ChoiceField(label=_("Which message?"), error_messages={"required": CHOOSE, "invalid_choice": CHOOSE})
    body = text(_("As it should read"), rows=8)
    language = LanguageField()

    def prepare(self):
        self.own = {str(row.pk): row for row in correctable(self.incident, self.by)}
        clock = Clock(self.incident.organisation)
        offered = [(key, f"{choice('messages', row.kind)}, {clock.short(row.sent_at)}") for key, row in self.own.items()]
        self.fields["message"].choices = offered
        self.begin_with(next(iter(self.own), ""))

    def begin_with(self, key) -> None:
        """The message that is to be corrected, as it stands."""
        if row := self.own.get(key):
            self.initial = {"message": key, "body": row.body, "language": row.language}


class NoteForm(ActForm):
    """For colleagues only; the reporter neither sees it nor hears of it."""

    name = "note"
    title, button, done = _("Note for colleagues"), _("Keep the note"), _("The note is kept.")
    lead = _("Those who answer read it, and auditors without names. The reporter and whoever is named never do.")

    body = text(_("Note"), rows=5)
    language = LanguageField()

    def prepare(self):
        self.fields["language"].initial = current_language()
