"""What the forms of all verbs have in common: the incident, the person, and faults found behind the door."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from boundaries.forms.fields import PlainText
from policies.library.filling import gaps
from supervision.models.message import MAX_BODY

CHOOSE = _("Choose one of the answers offered.")
WRITE = _("Please write something here.")


class ActForm(forms.Form):
    """A form for one verb or act on one incident by one person."""

    name = ""  # the verb or act
    title = button = done = ""
    template = "supervision/act.html"
    lead = ""
    welcome_hints = ()  # beside the first word between two people
    place = ""  # where on the record's page it leads back to

    def __init__(self, data=None, *, incident, by):
        self.incident, self.by = incident, by
        super().__init__(data)
        self.prepare()

    def prepare(self):
        """Fill choices and initial values from the incident."""

    def details(self) -> dict:
        return dict(self.cleaned_data)

    def written(self) -> list[str]:
        """The texts that somebody typed, so that a refusal loses none of them."""
        texts = [self[name].value() for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea)]
        return [text for text in texts if isinstance(text, str) and text.strip()]

    def begun(self) -> list[str]:
        """What this person had written before, so that it can be copied where it can no longer be sent."""
        return []

    def take(self, fault) -> None:
        """A ValidationError from behind the door, each sentence beside its field."""
        if not hasattr(fault, "error_dict"):
            self.add_error(None, fault.messages)
            return
        for name, messages in fault.message_dict.items():
            self.add_error(name if name in self.fields else None, messages)


def text(label, *, rows=4, required=True, max_length=MAX_BODY, **options):
    field = PlainText(rows=rows, required=required, max_length=max_length, label=label, **options)
    field.error_messages["required"] = WRITE
    return field


def one_of(label, *, choices=(), **options):
    options.setdefault("error_messages", {"required": CHOOSE, "invalid_choice": CHOOSE})
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **options)


class PersonField(forms.ChoiceField):
    """One of a few people, chosen by name; its cleaned value is the person."""

    def __init__(self, **options):
        super().__init__(widget=forms.RadioSelect, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE}, **options)
        self.people = {}

    def offer(self, people, describe) -> None:
        self.people = {str(person.pk): person for person in people}
        self.choices = [(key, describe(person)) for key, person in self.people.items()]

    def clean(self, value):
        return self.people.get(super().clean(value))


class LanguageField(forms.ChoiceField):
    """In which language something is written."""

    def __init__(self, **options):
        options.setdefault("label", _("Written in"))
        super().__init__(choices=settings.LANGUAGES, **options)


class MessageForm(ActForm):
    """A form with a message to the reporter."""

    body = text(_("Message"), rows=8)
    language = LanguageField()

    def prepare(self):
        self.fields["language"].initial = language_for(self.by, self.incident)

    def clean_body(self):
        """SV.14: nobody is told a text with a gap in it."""
        body = self.cleaned_data["body"]
        if names := gaps(body):
            missing = ", ".join(f"{{{name}}}" for name in names)
            raise forms.ValidationError(_("Fill in what is still open: %(missing)s"), params={"missing": missing})
        return body

    @property
    def message(self) -> dict:
        return {"body": self.cleaned_data["body"], "language": self.cleaned_data["language"]}


def language_for(person, incident) -> str:
    """The reporter's language where this person writes it, else this person's own."""
    profile = getattr(person, "profile", None)
    known = {person.language, *(profile.languages if profile else ())}
    return incident.language if incident.language in known else person.language
