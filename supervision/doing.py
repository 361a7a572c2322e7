"""One verb or act under the name in its address, and in which order it is refused: the same for pages and programs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import differences
from audit.door import declared_acts, perform, record
from audit.errors import NotNow, NotPermitted, UnknownVerb
from boundaries.models import Incident
from supervision.forms import ACTS, VERBS
from supervision.forms.base import ActForm
from supervision.links import ask_about, way_of_writing
from supervision.timeline import events_of, people_of

# who was first, when two people act on the same record
FIRST = {
    "incident_withdrawn": gettext_lazy("%(who)s withdrew this, %(when)s."),
    "incident_acknowledged": gettext_lazy("%(who)s answered this, %(when)s."),
    "incident_escalated": gettext_lazy("%(who)s escalated this, %(when)s."),
    "incident_decided": gettext_lazy("%(who)s decided this, %(when)s."),
    "incident_resolved": gettext_lazy("%(who)s recorded the result, %(when)s."),
    "incident_reopened": gettext_lazy("%(who)s reopened this, %(when)s."),
    "incident_closed": gettext_lazy("%(who)s closed this, %(when)s."),
}


@dataclass(frozen=True)
class Deed:
    """What may be done under this name: its form, and whether this person may do it now."""

    name: str
    form_class: type[ActForm]
    is_verb: bool

    @property
    def act(self) -> str:
        """What the one door calls it."""
        return self.form_class.name

    def may(self, reader) -> bool:
        if self.is_verb:
            return reader.incident.may(self.act, reader.user)
        return self._act.may(reader.incident, reader.user)

    def reasons(self, reader) -> list[str]:
        """Codes of what forbids it at this moment."""
        if self.is_verb:
            return reader.incident.reasons_against(self.act)
        return self._act.reasons(reader.incident)

    def form(self, reader, data=None) -> ActForm:
        return self.form_class(data, incident=reader.incident, by=reader.user)

    def refuse(self, reader) -> None:
        """Raises NotPermitted, and only for whoever may at all, NotNow."""
        if not self.may(reader):
            raise NotPermitted(self.name)
        if codes := self.reasons(reader):
            raise NotNow(codes)

    def is_done(self, reader, form) -> bool:
        """Do it, if nothing refuses it. False: the form says what has to be mended. Raises NotPermitted and NotNow."""
        if not form.is_valid():
            return False
        through_door = perform if self.is_verb else record
        try:
            through_door(reader.incident, form.name, by=reader.user, **form.details())
        except ValidationError as fault:
            form.take(fault)
            return False
        return True

    @property
    def _act(self):
        return declared_acts()[Incident, self.act]


@dataclass(frozen=True)
class Writing(Deed):
    """The reporter writes at any time (SV.3): where a result stands she comes back to it, after the end she asks anew."""

    def reasons(self, reader) -> list[str]:
        return super().reasons(reader) if way_of_writing(reader.incident) == "write" else []

    def form(self, reader, data=None) -> ActForm:
        form = super().form(reader, data)
        form.will(way_of_writing(reader.incident))
        return form

    def is_done(self, reader, form) -> bool:
        way = way_of_writing(reader.incident)
        if way == "write" or not form.is_valid():
            return super().is_done(reader, form)
        said = form.details()
        if way == "reopen":
            perform(reader.incident, "reopen", by=reader.user, reason=said["body"], language=said["language"])
        else:
            reader.led_to = ask_about(reader.incident, reader.user, **said)
        return True


# name in an address -> what is done there, of topics whose deed is no single verb or act
_deeds: dict[str, Callable[[], Deed]] = {}


def declare_deed(name, make: Callable[[], Deed]) -> None:
    _deeds[name] = make


def deed(name) -> Deed:
    """Raises UnknownVerb for a name that no address has."""
    if name in _deeds:
        return _deeds[name]()
    if name == "write":
        return Writing(name, ACTS[name], is_verb=False)
    if name in VERBS:
        return Deed(name, VERBS[name], is_verb=True)
    if name in ACTS:
        return Deed(name, ACTS[name], is_verb=False)
    raise UnknownVerb(name)


def declare_fields_of_forms() -> None:
    """How these forms call what they ask, for whoever compares two of them."""
    for form in (*VERBS.values(), *ACTS.values()):
        # an answer is called an answer, whatever one of these forms asks under that name
        differences.declare_fields((name, field) for name, field in form.base_fields.items() if name != "answer")
    person = differences.name_of_person
    differences.declare_words({"to": person, "next_person": person, "responsible": person, "promise": differences.moment})


def who_was_first(reader) -> str:
    """The last turn of the record in a kind sentence, for somebody who came second; "" where there was none."""
    turns = [event for event in events_of(reader.incident) if event.act in FIRST]
    if not turns:
        return ""
    who = people_of(turns[-1:]).get(turns[-1].actor_id)
    name = reader.name(who) if who else _("The system")
    return FIRST[turns[-1].act] % {"who": name, "when": reader.clock.short(turns[-1].at)}
