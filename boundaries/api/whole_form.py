"""The report's fields as a phone sends them: those of the page, and what the page asks in places of their own."""

from django import forms

from boundaries import answers, words
from boundaries.forms import ReportForm
from boundaries.forms.fields import OneOf, PlainText

APART = ("danger_for", "not_present_reason")


class WholeReportForm(ReportForm):
    """`danger_for` is asked with the safety question, `not_present_reason` instead of the steps with the client."""

    danger_for = OneOf(choices=words.DANGER_FOR)
    not_present_reason = PlainText(max_length=200)

    def __init__(self, data=None, *, draft, **options):
        super().__init__(data, draft=draft, **options)
        self.initial |= {name: getattr(draft, name) for name in APART}

    def save(self, *, is_whole=False) -> None:
        """`is_whole`: every answer comes with it, so that being absent is settled before them whatever stood here."""
        super().save()
        if self.cleaned_data.get("danger_for"):
            self.draft.danger_for = self.cleaned_data["danger_for"]
            self.draft.save(update_fields=["danger_for"])
        if "not_present_reason" in self.data and "not_present_reason" in self.cleaned_data:
            self._save_absence(self.cleaned_data["not_present_reason"], is_whole)

    def _save_absence(self, reason, is_whole):
        before = self.draft.not_present_reason
        if reason and (is_whole or not before):
            answers.not_present(self.draft, reason)
        elif reason and reason != before:
            self.draft.not_present_reason = reason
            self.draft.save(update_fields=["not_present_reason"])
        elif before and not reason:
            answers.present_after_all(self.draft)


LISTS = {name for name, field in WholeReportForm.base_fields.items() if isinstance(field, forms.MultipleChoiceField)}
# what a whole report carries beside its fields
ABOUT_SENDING = {"id", "steps", "together", "seen", "version", "attachments", "reporter", "referrals"}
