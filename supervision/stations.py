"""The eight stations of a record (BG.14), derived from where it stands and what was already delivered."""

from boundaries.choices import Status
from policies.builtin import choices
from supervision.models import Message
from supervision.plans.standing import is_planned

PLANNING, DELIVERY = "planning", "delivery"
AT = {
    Status.DRAFT: "contact",
    Status.SUBMITTED: "intake",
    Status.ACKNOWLEDGED: "assessment",
    Status.ESCALATED: "assessment",
    Status.RESOLVED: "result",
    Status.CLOSED: "close",
    Status.WITHDRAWN: "close",
}


def stations(incident, *, planned: bool, delivered: bool) -> list[dict]:
    """Label and standing (done, now or empty) of each; `planned`: a plan exists, `delivered`: a full answer was given.

    Without a plan its station is passed by, not done.
    """
    here = AT[incident.status]
    if here == "assessment" and (planned or delivered):
        here = DELIVERY if delivered else PLANNING
    standing, rows = "done", []
    for key, label in choices("service_phases"):
        if key == here:
            standing = "now"
        is_passed_by = key == PLANNING and standing == "done" and not planned
        rows.append({"key": key, "label": label, "standing": "" if is_passed_by else standing})
        if standing == "now":
            standing = ""
    if incident.status in (Status.CLOSED, Status.WITHDRAWN):
        rows[-1]["standing"] = "done"
    return rows


def of(incident) -> list[dict]:
    """As its conversation and its plan stand."""
    delivered = incident.messages.filter(kind=Message.Kind.REPLY).exists()
    return stations(incident, planned=is_planned(incident), delivered=delivered)
