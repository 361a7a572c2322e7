"""The words of choices as the reporter reads them. Choices with built-in labels are in policies/builtin.py."""

from django.utils.translation import gettext_lazy as _

from boundaries.choices import DangerFor, Response, StaffPart, StartedBy, Status, YesNoUnsure

YES_NO_UNSURE = {YesNoUnsure.YES: _("Yes"), YesNoUnsure.NO: _("No"), YesNoUnsure.UNSURE: _("Not sure")}
STARTED_BY = {
    StartedBy.CLIENT: _("A client"),
    StartedBy.RELATIVE: _("A relative or somebody close"),
    StartedBy.ME: _("Me"),
    StartedBy.OTHER: _("Somebody else"),
}
STAFF_PART = {
    StaffPart.NO: _("No"),
    StaffPart.NAMED: _("Yes, I choose who"),
    StaffPart.CANNOT_SAY: _("I cannot say"),
}
DANGER_FOR = {DangerFor.ME: _("Me"), DangerFor.CLIENT: _("The client"), DangerFor.OTHER: _("Somebody else")}
RESPONSES = {
    Response.DECLINED: _("Declined politely"),
    Response.REDIRECTED: _("Pointed to the office"),
    Response.ASKED_TO_STOP: _("Asked to stop"),
    Response.STEPPED_OUT: _("Stepped out"),
    Response.ACCEPTED_UNDER_PRESSURE: _("Accepted under pressure"),
    Response.ACCEPTED: _("Accepted"),
    Response.UNSURE: _("I do not know what I did"),
    Response.NOT_PRESENT: _("I was not there"),
}
# whether the reporter's name is told to whoever answers
BEHIND_PSEUDONYM = {"no": _("Whoever answers may know my name"), "yes": _("I stay behind a pseudonym")}
# as the client's care record says it, where nobody speaks of herself
RESPONSES_ON_RECORD = RESPONSES | {
    Response.UNSURE: _("Response not certain"),
    Response.NOT_PRESENT: _("Caregiver not present"),
}
GUIDANCE_SOURCES = {
    "protocol": _("The protocol"),
    "colleague": _("A colleague"),
    "supervisor": _("My supervisor"),
}
# How a report stands, in one word for lists; the whole sentence is built-in content (states_for_reporter)
STANDING = {
    Status.DRAFT: _("not sent"),
    Status.SUBMITTED: _("sent"),
    Status.ACKNOWLEDGED: _("answered"),
    Status.ESCALATED: _("passed on"),
    Status.RESOLVED: _("result"),
    Status.CLOSED: _("finished"),
    Status.WITHDRAWN: _("withdrawn"),
}
STANDING_TONE = {Status.ACKNOWLEDGED: "accent", Status.RESOLVED: "accent", Status.ESCALATED: "amber"}
EVENT_TYPE_MISSING = _("Not chosen yet")
QUESTION = _("Question")


def kind_in_words(incident) -> str:
    """The neutral kind for lists: never what was said or done."""
    if incident.kind == "question":
        return str(QUESTION)
    return incident.event_kind.label_in() if incident.event_type_id else str(EVENT_TYPE_MISSING)
