"""Who hears of an exception: those who may decide, whoever asked, and the policy owners that there is something to read."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role
from audit.door import declare_consequences
from boundaries import gaps, guards, rights
from boundaries.models import ReasonedException
from supervision import notices
from supervision.exceptions import standing
from supervision.exports import words
from supervision.models import Notice

FEEDBACK = "/policies/feedback/"


def not_approved(incident) -> str:
    """The guard's words, with whom to turn to; where nobody is there, that another result stays possible."""
    row = standing.waiting(incident) if incident else None
    people = standing.deciders(incident, row.asked_by if row else None) if incident else ()
    names = ", ".join(str(person) for person in people)
    if row and names:
        return _("The exception is not approved yet. It can be approved by: %(names)s.") % {"names": names}
    if names or incident is None:
        return _("This result needs an exception that a lead has approved: ask for it first.")
    return _("Nobody else here can approve an exception at present. Every other result is possible.")


REASONS = {
    "exception_not_approved": not_approved,
    "exception_waits": gettext_lazy("An exception is asked for already. Somebody decides about it."),
    "exception_approved_already": gettext_lazy("An exception is approved already."),
    "no_exception_waits": gettext_lazy("There is no exception that waits for your decision."),
}
WORDS = {
    "exception_asked": gettext_lazy("An exception is asked for and waits for your decision"),
    "exception_decided": gettext_lazy("The exception that you asked for was decided"),
    "policy_feedback": gettext_lazy("There is something new about your policies"),
}
ACTS = {
    "exception_asked": gettext_lazy("Exception asked for"),
    "exception_approved": gettext_lazy("Exception approved"),
    "exception_refused": gettext_lazy("Exception not approved"),
}


def tell_deciders(incident, happening):
    for person in standing.deciders(incident, happening.by):
        _tell(incident, person, "exception_asked", happening)


def tell_asker(incident, happening):
    settle_asking(incident)
    row = ReasonedException.objects.select_related("asked_by").filter(incident=incident).latest("decided_at")
    _tell(incident, row.asked_by, "exception_decided", happening)


def _tell(incident, person, kind, happening):
    if person != happening.by and notices.may_hear(incident, person):
        notices.notify(incident, person, kind)


def settle_asking(incident):
    rows = Notice.objects.filter(incident=incident, kind="exception_asked", settled_at=None)
    rows.update(settled_at=timezone.now(), digest_due_at=None)


def tell_owners(incident, happening):
    """That there is something, and nothing of what: no record, no kind of event. Whoever is part of it hears nothing."""
    for person in User.objects.with_role(incident.organisation, Role.POLICY_OWNER):
        if person != happening.by and not rights.is_named(incident, person):
            notices.notify(None, person, "policy_feedback", address=FEEDBACK)


def report_gap(incident, happening):
    """HU.4: once per kind of event while it is open."""
    if gap := gaps.join(incident):
        happening.digests.update(gap.digests("feedback"))
        tell_owners(incident, happening)


FOLLOWS = {
    "incident_submitted": [report_gap],
    "answer_added": [report_gap],
    "exception_asked": [tell_deciders],
    "exception_approved": [tell_asker, tell_owners],
    "exception_refused": [tell_asker],
}


def declare():
    guards.REASONS.update(REASONS)
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
    declare_consequences(FOLLOWS)
