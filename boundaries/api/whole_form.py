"""The report's fields as one request sends them: those of the page, and what the page asks in places of their own."""

from boundaries import answers, words
from boundaries.forms import ReportForm
from boundaries.forms.fields import OneOf, PlainText


class WholeReportForm(ReportForm):
    """`danger_for` is asked with the safety question, `not_present_reason` instead of the steps with the client."""

    danger_for = OneOf(choices=words.DANGER_FOR)
    not_present_reason = PlainText(max_length=200)

    def save(self) -> None:
        super().save()
        if self.cleaned_data["danger_for"]:
            self.draft.danger_for = self.cleaned_data["danger_for"]
            self.draft.save(update_fields=["danger_for"])
        if self.cleaned_data["not_present_reason"]:
            answers.not_present(self.draft, self.cleaned_data["not_present_reason"])
