"""The form of one entry: six languages, hours by day and date; it works without JavaScript and gives what acts take."""

from django import forms
from django.conf import settings
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import LANGUAGES
from accounts.plain_text import plain_text
from policies.directory import faults, written_hours
from policies.directory.hours import DAYS
from policies.directory.sheet import tidy
from policies.models import DirectoryEntry

Appointment, Kind = DirectoryEntry.Appointment, DirectoryEntry.Kind
KINDS = {
    Kind.CHANNEL: _("A line of our organisation"),
    Kind.SERVICE: _("A service that helps"),
    Kind.AUTHORITY: _("An authority"),
    Kind.EMERGENCY: _("A number to call in danger"),
}
APPOINTMENTS = {
    Appointment.NONE: _("No appointment needed"),
    Appointment.REQUIRED: _("By appointment"),
    Appointment.BY_PHONE: _("Appointment by phone"),
    Appointment.ONLINE: _("Appointment online"),
}
TEXTS = {
    "name": (_("Name"), 0),
    "what_for": (_("What for"), 0),
    "procedure": (_("What happens there, step by step"), 4),
    "documents": (_("What to bring, one thing per line"), 3),
    "hours_note": (_("Beside the hours, in words"), 0),
}
LINES = {
    "phone": _("Phone"),
    "email": _("E-mail"),
    "area": _("Area"),
    "head_name": _("Head"),
    "specialist_name": _("Who knows about it there"),
    "specialist_phone": _("Her or his number at work"),
    "languages": _("Languages spoken there"),
    "external_key": _("Name in a list of yours"),
}
MORE_DATES = 3
NAMES = dict(settings.LANGUAGES)


class Line(forms.CharField):
    """One line or several; what is wrong with it is said by faults.py, once for form, API and file."""

    def __init__(self, label, rows=0, most=2000, **options):
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(label=label, required=False, max_length=most, widget=widget, **options)

    def to_python(self, value):
        return super().to_python(plain_text(value) if isinstance(value, str) else value)


class Hours(Line):
    """Ranges of one day: "8-12, 13:00-16:30"; nothing means closed."""

    def clean(self, value):
        try:
            return written_hours.read(super().clean(value))
        except written_hours.Unreadable as fault:
            sentence = _("“%(text)s” is no time. Write hours like 08:00-12:00.")
            raise forms.ValidationError(sentence, params={"text": fault.args[0][:40]})


class EntryForm(forms.Form):
    """values() is what acts.enter() and acts.change() take."""

    def __init__(self, data=None, *, organisation, entry=None):
        super().__init__(data, initial=initial(entry) if entry else {"appointment": "none", "kind": Kind.CHANNEL})
        self.organisation, self.entry = organisation, entry
        self.languages = [organisation.language, *(code for code in LANGUAGES if code != organisation.language)]
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=list(KINDS.items()))
        for field, (label, rows) in TEXTS.items():
            self._in_six(field, label, rows)
        for field, label in LINES.items():
            self.fields[field] = Line(label, most=faults.LINES.get(field, 120))
        self.fields["address"] = Line(_("Address, or how to find it"), rows=2, most=500)
        self.fields["languages"].help_text = _("For example: hu, en, uk")
        self.fields["appointment"] = forms.ChoiceField(label=_("Appointment"), choices=list(APPOINTMENTS.items()))
        self.fields["always"] = forms.BooleanField(label=_("Always open"), required=False)
        for number, day in enumerate(DAYS):
            self.fields[day] = Hours(WEEKDAYS[number], most=60)
        self._dates()
        self.fields["is_owned_by_organisation"] = forms.BooleanField(
            label=_("This number belongs to an organisation, not to a member of staff"), required=False
        )

    def _in_six(self, field, label, rows):
        for code in self.languages:
            named = label if code == self.organisation.language else get_language_info(code)["name_local"].capitalize()
            self.fields[f"{field}_{code}"] = Line(named, rows)
            self.fields[f"{field}_{code}"].widget.attrs["lang"] = code

    def _dates(self):
        self.dates = len(self.entry.opening_hours.get("exceptions", [])) + MORE_DATES if self.entry else MORE_DATES
        if self.data:
            most = written_hours.MOST_EXCEPTIONS + MORE_DATES  # what is too many is said, not left out
            self.dates = min(sum(name.startswith("date_on_") for name in self.data), most)
        for number in range(self.dates):
            self.fields[f"date_on_{number}"] = forms.DateField(
                label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            )
            self.fields[f"date_hours_{number}"] = Hours(_("Hours; nothing means closed"), most=60)

    # -- for the page ----------------------------------------------------------------------------------------------------

    def in_six(self, field):
        """The organisation's own language first, then the others that fold away."""
        own, *others = [self[f"{field}_{code}"] for code in self.languages]
        filled = sum(bool(other.value()) for other in others)
        return {"own": own, "others": others, "filled": filled, "has_faults": any(other.errors for other in others)}

    def __getattr__(self, name):
        """name_in_six and so on, for templates."""
        if name.endswith("_in_six") and name.removesuffix("_in_six") in TEXTS:
            return self.in_six(name.removesuffix("_in_six"))
        raise AttributeError(name)

    @property
    def days(self):
        return [self[day] for day in DAYS]

    @property
    def date_rows(self):
        return [(self[f"date_on_{number}"], self[f"date_hours_{number}"]) for number in range(self.dates)]

    # -- what was filled in ----------------------------------------------------------------------------------------------

    def clean(self):
        """Hours of a date that is not said would be lost."""
        for number in range(self.dates):
            day, hours = f"date_on_{number}", self.cleaned_data.get(f"date_hours_{number}")
            if hours and day not in self.errors and not self.cleaned_data.get(day):
                self.add_error(day, faults.REASONS["missing"])
        return self.cleaned_data

    def values(self) -> dict:
        said = self.cleaned_data
        values = {field: said[field] for field in (*LINES, "address", "kind", "appointment", "is_owned_by_organisation")}
        values["languages"] = [tag for tag in said["languages"].lower().replace(",", " ").split() if tag]
        values |= {field: self._texts(field) for field in ("name", "what_for", "procedure")}
        values["documents"] = self._documents()
        values["opening_hours"] = self._hours()
        return values

    def _texts(self, field):
        said = {code: self.cleaned_data[f"{field}_{code}"] for code in LANGUAGES}
        return {code: text for code, text in said.items() if text}

    def _documents(self):
        lines = {
            code: [line.strip().replace("|", "/") for line in self.cleaned_data[f"documents_{code}"].split("\n")]
            for code in LANGUAGES
        }
        longest = max(map(len, lines.values()))
        rows = [
            {code: texts[place] for code, texts in lines.items() if place < len(texts) and texts[place]}
            for place in range(longest)
        ]
        return [row for row in rows if row]

    def _hours(self):
        said = self.cleaned_data
        notes = {row["on"]: row["note"] for row in self._before().get("exceptions", []) if row.get("note")}
        dates = [(said[f"date_on_{number}"], said[f"date_hours_{number}"]) for number in range(self.dates)]
        rows = [{"on": day.isoformat(), "hours": ranges} for day, ranges in dates if day]
        rows = [row | ({"note": notes[row["on"]]} if row["on"] in notes else {}) for row in rows]
        hours = {"always": said["always"], "exceptions": rows, "note": self._texts("hours_note")}
        return tidy(hours | {day: said[day] for day in DAYS})

    def _before(self):
        return self.entry.opening_hours if self.entry else {}

    def take(self, fault):
        """What is wrong by field of the entry, at the field of the form where it is mended."""
        for field, texts in fault.message_dict.items():
            place = {"opening_hours": "mon"}.get(field, field)
            place = f"{field}_{self.organisation.language}" if field in TEXTS else place
            self.add_error(place if place in self.fields else None, texts)


def initial(entry) -> dict:
    said = {field: getattr(entry, field) for field in (*LINES, "address", "kind", "appointment", "is_owned_by_organisation")}
    said["languages"] = ", ".join(entry.languages)
    for code in LANGUAGES:
        said |= {f"{field}_{code}": getattr(entry, field).get(code, "") for field in ("name", "what_for", "procedure")}
        said[f"documents_{code}"] = "\n".join(row.get(code, "") for row in entry.documents).rstrip("\n")
        said[f"hours_note_{code}"] = entry.opening_hours.get("note", {}).get(code, "")
    said |= {day: written_hours.written(entry.opening_hours.get(day, [])) for day in DAYS}
    said["always"] = bool(entry.opening_hours.get("always"))
    for number, row in enumerate(entry.opening_hours.get("exceptions", [])):
        said[f"date_on_{number}"], said[f"date_hours_{number}"] = row["on"], written_hours.written(row["hours"])
    return said
