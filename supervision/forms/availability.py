"""From when to when on each day of the week, and a sentence of one's own in each language."""

import datetime

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.availability import DAYS
from boundaries.forms.fields import PlainText

MOST_NOTE = 200


def _hour(label):
    field = forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    field.error_messages["invalid"] = _("Give the time, for example 14:30.")
    return field


class AvailabilityForm(forms.Form):
    """Both hours of a day or none of them."""

    def __init__(self, data=None, *, profile):
        super().__init__(data)
        for day in DAYS:
            begins, ends = _first(profile.reply_windows.get(str(day)))
            self.fields[f"from_{day}"] = _hour(_("From"))
            self.fields[f"to_{day}"] = _hour(_("To"))
            self.initial |= {f"from_{day}": begins, f"to_{day}": ends}
        for code, name in settings.LANGUAGES:
            self.fields[f"note_{code}"] = PlainText(rows=2, max_length=MOST_NOTE, label=name)
            self.initial[f"note_{code}"] = profile.availability_note.get(code, "")

    def clean(self):
        cleaned = super().clean()
        for day in DAYS:
            begins, ends = cleaned.get(f"from_{day}"), cleaned.get(f"to_{day}")
            if (begins is None) != (ends is None) and not self.errors.keys() & {f"from_{day}", f"to_{day}"}:
                self.add_error(f"to_{day}", _("Give both hours of this day, or none."))
            elif begins and ends and ends <= begins:
                self.add_error(f"to_{day}", _("The end must come after the beginning."))
        return cleaned

    def windows(self) -> dict:
        """As the profile keeps it: weekday -> [[from, to]]."""
        said = self.cleaned_data
        hours = {day: (said[f"from_{day}"], said[f"to_{day}"]) for day in DAYS}
        return {str(day): [[f"{a:%H:%M}", f"{b:%H:%M}"]] for day, (a, b) in hours.items() if a and b}

    def notes(self) -> dict:
        said = {code: " ".join(self.cleaned_data[f"note_{code}"].split()) for code, _name in settings.LANGUAGES}
        return {code: text for code, text in said.items() if text}

    def days(self) -> list[dict]:
        """For the page: each day with its two hours."""
        return [{"name": WEEKDAYS[day], "begins": self[f"from_{day}"], "ends": self[f"to_{day}"]} for day in DAYS]

    def note_fields(self) -> list:
        return [self[f"note_{code}"] for code, _name in settings.LANGUAGES]


def _first(rows):
    try:
        return tuple(datetime.time.fromisoformat(text) for text in rows[0])
    except (IndexError, KeyError, TypeError, ValueError):
        return None, None
