"""The forms of a session: planning, asking, and one small form for each act on it; pages and programs use the same."""

import datetime
import re
import zoneinfo

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from boundaries.addresses import ReferenceConverter
from boundaries.forms.fields import PlainText
from boundaries.models import Incident
from boundaries.words import kind_in_words
from supervision.forms.base import CHOOSE, PersonField, text
from supervision.models.session import MAX_LINE, MAX_NOTES
from supervision.moments import local
from supervision.sessions import planning, reach, words

MOST_OFFERED = 20
AREA = [("", _("No area"))]


def _day(label, **options):
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _hour(label):
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _area():
    return forms.ChoiceField(label=_("Focus area"), required=False, choices=lambda: [*AREA, *words.AREAS.items()])


class Faulty(forms.Form):
    """Takes the faults that are found behind the door, each sentence beside its field."""

    def take(self, fault) -> None:
        if not hasattr(fault, "error_dict"):
            self.add_error(None, fault.messages)
            return
        for name, messages in fault.message_dict.items():
            self.add_error(name if name in self.fields else None, messages)


class WithMoment(Faulty):
    """When and where; local to the organisation."""

    starts_on = _day(_("Day"))
    starts_time = _hour(_("Time"))
    place = PlainText(
        max_length=200, label=_("Where, or how"), help_text=_("A room, a call, a walk: whatever you choose.")
    )

    def moment(self, organisation):
        at = datetime.datetime.combine(self.cleaned_data["starts_on"], self.cleaned_data["starts_time"])
        return at.replace(tzinfo=zoneinfo.ZoneInfo(organisation.time_zone))


class PlanForm(WithMoment):
    """With whom, when, where, and on which records."""

    people = forms.MultipleChoiceField(
        label=_("With whom"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One person, or several for a session in a group."),
        error_messages={"required": _("Choose at least one person."), "invalid_choice": CHOOSE},
    )
    incidents = forms.MultipleChoiceField(
        label=_("Records to look at"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of you sees a record here only where she may see it anyway."),
        error_messages={"invalid_choice": CHOOSE},
    )
    # what repeats itself and proposed this session: planning it settles that task
    pattern = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("people", "starts_on", "starts_time", "place", "incidents")

    def __init__(self, data=None, *, by, people=(), incidents=(), pattern=""):
        self.by = by
        super().__init__(data)
        self.team = {str(member.pk): member for member in reach.team_of(by)}
        if data is not None and str(by.pk) in data.getlist("people"):
            self.fields["people"].error_messages["invalid_choice"] = planning.WITH_ONESELF
        self.fields["people"].choices = [(key, str(member)) for key, member in self.team.items()]
        self.records = {row.reference: row for row in offered(by, self.team, incidents)}
        self.fields["incidents"].choices = [(key, in_line(row)) for key, row in self.records.items()]
        known = [key for key in incidents if key in self.records]
        self.initial |= {"pattern": pattern, "people": list(people), "incidents": known}
        if not self.records:
            self.fields["incidents"].widget = forms.MultipleHiddenInput()

    def details(self) -> dict:
        return {
            "people": [self.team[key] for key in self.cleaned_data["people"]],
            "starts_at": self.moment(self.by.organisation),
            "place": self.cleaned_data["place"],
            "incidents": [self.records[key] for key in self.cleaned_data["incidents"]],
            "pattern": self.cleaned_data["pattern"],
        }

    def clean_people(self):
        return list(dict.fromkeys(self.cleaned_data["people"]))


def offered(by, team, asked=()):
    """Open records of these people that are with her and name their reporter, and those that she came from."""
    rows = Incident.objects.visible_to(by).sent().select_related("event_type", "organisation", "reporter")
    asked = [reference for reference in asked if re.fullmatch(ReferenceConverter.regex, reference)]
    came_from = list(rows.filter(reference__in=asked[:MOST_OFFERED]))
    mine = rows.open().filter(assignee=by, reporter__in=list(team), behind_pseudonym=False)
    return list({row.pk: row for row in (*came_from, *mine.order_by("-submitted_at")[:MOST_OFFERED])}.values())


def in_line(incident) -> str:
    at = local(incident.submitted_at, incident.organisation)
    return f"{kind_in_words(incident)} · {incident.reference} · {date_format(at, 'SHORT_DATE_FORMAT')}"


class AskForm(Faulty):
    """What she wants to speak about."""

    text = text(_("What would you like to speak about?"), max_length=MAX_LINE)


# -- acts on one session ------------------------------------------------------------------------------------------------


class SessionForm(Faulty):
    """A form for one act on one session by one person."""

    act = done = button = ""

    def __init__(self, data=None, *, session, by, prefix=None):
        self.session, self.by = session, by
        super().__init__(data, prefix=prefix)
        self.prepare()

    def prepare(self):
        """Fill choices and initial values from the session."""

    def details(self) -> dict:
        return dict(self.cleaned_data)


class MoveForm(SessionForm, WithMoment):
    act, done = "move_session", _("The new time is saved. Everybody in it was told.")
    button = _("Save the time and tell them")

    def prepare(self):
        if self.session.starts_at:
            at = local(self.session.starts_at, self.session.organisation)
            self.initial |= {"starts_on": at.date(), "starts_time": at.time()}
        self.initial["place"] = self.session.place

    def details(self):
        return {"starts_at": self.moment(self.session.organisation), "place": self.cleaned_data["place"]}


class CallOffForm(SessionForm):
    act, done, button = "call_off_session", _("The session was called off. Everybody in it was told."), _("Call it off")
    reason = text(_("Why"), rows=2, max_length=MAX_LINE)


class TopicForm(SessionForm):
    act, done, button = "add_topic", _("It is on the agenda."), _("Put it on the agenda")
    text = text(_("What I want to speak about"), rows=2, max_length=MAX_LINE)
    area = _area()


class NotesForm(SessionForm):
    act, done, button = "write_notes", _("The shared notes are saved."), _("Save the shared notes")
    shared_notes = text(
        _("Shared notes"), rows=8, max_length=MAX_NOTES,
        help_text=_("What you both want to keep. Everybody who takes part reads them and confirms them."),
    )  # fmt: skip
    areas = forms.MultipleChoiceField(
        label=_("Focus areas"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: list(words.AREAS.items()),
        error_messages={"invalid_choice": CHOOSE},
    )
    language = forms.ChoiceField(label=_("Written in"), choices=settings.LANGUAGES, required=False)

    def prepare(self):
        session = self.session
        self.initial |= {"shared_notes": session.shared_notes, "areas": session.areas, "language": session.language}

    def clean_language(self):
        return self.cleaned_data["language"] or self.session.language


class AgreeForm(SessionForm):
    act, done, button = "agree_action", _("It is agreed."), _("Agree on it")
    text = text(_("What we agree on"), rows=2, max_length=MAX_LINE)
    responsible = PersonField(label=_("Who does it"))
    due_on = _day(_("Until when"))
    area = _area()

    def prepare(self):
        self.fields["responsible"].offer(reach.everybody(self.session), lambda person: person.short_name)


class StrikeForm(SessionForm):
    act, done, button = "strike_action", _("It was taken back."), _("Take it back")
    agreement = forms.UUIDField(widget=forms.HiddenInput)


class RecheckForm(SessionForm):
    act, done, button = "recheck_action", _("Thank you. What became of it is noted."), _("Save")
    agreement = forms.UUIDField(widget=forms.HiddenInput)
    is_done = forms.ChoiceField(
        label=_("What became of it"),
        choices=[("yes", _("Done")), ("no", _("Not done"))],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    found = PlainText(max_length=MAX_LINE, label=_("A word about it"))

    def details(self):
        return self.cleaned_data | {"is_done": self.cleaned_data["is_done"] == "yes"}


class OfferForm(SessionForm):
    act, done, button = "offer_notes", _("The notes went to everybody in it to be confirmed."), _("Ask them to confirm")


class ConfirmForm(SessionForm):
    act, done, button = "confirm_notes", _("You have confirmed the notes."), _("I confirm these notes")
    words = PlainText(
        rows=2, max_length=MAX_LINE, label=_("What I add to them"), help_text=_("You may leave it empty.")
    )


class ChangeForm(SessionForm):
    act, done, button = "ask_change", _("Your supervisor was told what should be different."), _("Ask for a change")
    text = text(_("What should be different"), rows=2, max_length=MAX_LINE)


class LinkForm(SessionForm):
    act, done, button = "link_incidents", _("The records are on the agenda."), _("Put them on the agenda")
    incidents = forms.MultipleChoiceField(
        label=_("Records to look at"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def prepare(self):
        team = list(self.session.people.values_list("person", flat=True))
        linked = set(self.session.linked.values_list("incident", flat=True))
        self.records = {row.reference: row for row in offered(self.by, team) if row.pk not in linked}
        self.fields["incidents"].choices = [(key, in_line(row)) for key, row in self.records.items()]

    def details(self):
        return {"incidents": [self.records[key] for key in self.cleaned_data["incidents"]]}


FORMS = {
    "move": MoveForm,
    "call-off": CallOffForm,
    "topic": TopicForm,
    "notes": NotesForm,
    "agree": AgreeForm,
    "strike": StrikeForm,
    "recheck": RecheckForm,
    "offer": OfferForm,
    "confirm": ConfirmForm,
    "change": ChangeForm,
    "link": LinkForm,
}
