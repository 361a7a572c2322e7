"""The eight stations of a record (BG.14), derived from where it stands and what was already delivered."""

from boundaries.choices import Status
from policies.builtin import choices

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


def stations(incident, *, delivered: bool) -> list[dict]:
    """Label and standing (done, now or empty) of each; `delivered`: a full answer was given.

    A plan comes with a later part of the system; without one its station is passed by, not done.
    """
    here = AT[incident.status]
    if here == "assessment" and delivered:
        here = DELIVERY
    standing, rows = "done", []
    for key, label in choices("service_phases"):
        if key == here:
            standing = "now"
        rows.append({"key": key, "label": label, "standing": "" if key == PLANNING and standing == "done" else standing})
        if standing == "now":
            standing = ""
    if incident.status in (Status.CLOSED, Status.WITHDRAWN):
        rows[-1]["standing"] = "done"
    return rows
