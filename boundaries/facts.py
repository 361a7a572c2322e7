"""What a report says, by the keys of the rules that can raise it (policies/raising.py): one small question each."""

from collections.abc import Callable

from boundaries.choices import DangerFor, Expectation, Response, StaffPart, StartedBy, SupportWanted, YesNoUnsure
from boundaries.repetition import Repetition, repetition_for

CONCERN = (YesNoUnsure.YES, YesNoUnsure.UNSURE)


class Facts:
    """A report and what came before it; `repetition` is given where many are looked at, else read when asked for."""

    def __init__(self, incident, repetition: Repetition | None = None):
        self.incident, self._repetition = incident, repetition

    def __contains__(self, key) -> bool:
        return HOLDS[key](self)

    @property
    def repetition(self) -> Repetition:
        if self._repetition is None:
            self._repetition = repetition_for(self.incident)
        return self._repetition


def _field(name, *values) -> Callable:
    return lambda facts: getattr(facts.incident, name) in values


def _responded(response) -> Callable:
    return lambda facts: response in (facts.incident.responses or ())


HOLDS: dict[str, Callable[[Facts], bool]] = {
    "repeated": lambda facts: facts.repetition.of_kind(facts.incident),
    "repeated_pair": lambda facts: facts.repetition.of_pair(facts.incident),
    "staff_named": _field("staff_part", StaffPart.NAMED),
    "started_by_me": _field("started_by", StartedBy.ME),
    "started_by_relative": _field("started_by", StartedBy.RELATIVE),
    "accepted": _responded(Response.ACCEPTED),
    "under_pressure": _responded(Response.ACCEPTED_UNDER_PRESSURE),
    "asked_to_stop": _responded(Response.ASKED_TO_STOP),
    "stepped_out": _responded(Response.STEPPED_OUT),
    "client_declined": _field("client_decision", "declined"),
    "not_understood": _field("understood", YesNoUnsure.NO, YesNoUnsure.UNSURE),
    "safety_unsure": _field("safety_concern", YesNoUnsure.UNSURE),
    "safety_yes": _field("safety_concern", YesNoUnsure.YES),
    "danger_caregiver": _field("danger_for", DangerFor.ME),
    "danger_client": _field("danger_for", DangerFor.CLIENT),
    "discomfort": _field("discomfort", True),
    "another_client": _field("support_wanted", SupportWanted.CHANGE_OF_CLIENT),
    "protection": _field("expectation", Expectation.PROTECTION),
}
