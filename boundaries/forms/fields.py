"""Fields that take what people and phones send: what cannot be written down goes, the rest stays as typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.plain_text import plain_text
from boundaries import words
from boundaries.models.incident import MAX_TEXT

TOO_LONG = _("This text is too long: at most %(limit_value)s characters.")
NOT_OFFERED = _("Choose one of the answers offered.")


class PlainText(forms.CharField):
    """A text, one line or several. Never required here: what sending needs, boundaries/guards.py says."""

    def __init__(self, *, rows=0, max_length=MAX_TEXT, **options):
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        options.setdefault("required", False)
        super().__init__(max_length=max_length, widget=widget, **options)
        self.error_messages["max_length"] = TOO_LONG

    def to_python(self, value):
        return super().to_python(plain_text(value) if isinstance(value, str) else value)


class OneOf(forms.ChoiceField):
    """Radios; nothing chosen is allowed."""

    widget = forms.RadioSelect

    def __init__(self, *, choices=(), **options):
        rows = choices.items() if isinstance(choices, dict) else choices
        options.setdefault("required", False)
        super().__init__(choices=list(rows), **options)
        self.error_messages["invalid_choice"] = NOT_OFFERED


class ClientChoice(OneOf):
    """Radios of which some stand for a client; each says the client's language, so that a page can follow at once."""

    class Widget(forms.RadioSelect):
        languages: dict[str, str] = {}

        def create_option(self, name, value, *rest, **more):
            option = super().create_option(name, value, *rest, **more)
            if language := self.languages.get(str(value)):
                option["attrs"]["data-language"] = language
            return option

    widget = Widget

    def offer(self, choices, languages: dict[str, str]) -> None:
        """`languages`: by the value of the choice."""
        self.choices, self.widget.languages = choices, languages


class PseudonymChoice(OneOf):
    """Filing behind a pseudonym, with what it means in one breath; off unless chosen."""

    def __init__(self, **options):
        super().__init__(
            choices=words.BEHIND_PSEUDONYM,
            initial="no",
            label=_("May whoever answers know your name?"),
            help_text=_(
                "Behind a pseudonym, whoever answers sees only the reference of this report. A second person can open "
                "your name if there is a reason, above all for safety; you see who asked, why and when. "
                "From what you tell, others may still guess."
            ),
            **options,
        )


class SomeOf(forms.MultipleChoiceField):
    """Checkboxes; nothing chosen is an answer too."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, choices=(), **options):
        rows = choices.items() if isinstance(choices, dict) else choices
        options.setdefault("required", False)
        super().__init__(choices=list(rows), **options)
        self.error_messages["invalid_choice"] = self.error_messages["invalid_list"] = NOT_OFFERED


class Cited(SomeOf):
    """Clauses that are cited. Which of them may be, boundaries/citing.py says, with its reason."""

    def valid_value(self, value):
        return True


class Moment(forms.DateTimeField):
    """Date and time as a phone's own picker gives them, local to the organisation."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **options):
        options.setdefault("required", False)
        super().__init__(**options)
        self.error_messages["invalid"] = _("Give the date and the time.")

    def to_python(self, value):
        """Years near the ends of the calendar do not exist in every zone."""
        moment = super().to_python(value)
        if moment is not None and not 2000 <= moment.year < 9999:
            raise forms.ValidationError(_("Check the date."))
        return moment
