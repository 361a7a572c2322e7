"""Who is told of a referral: whoever sent somebody there is asked, whoever answers hears what came of it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boundaries.models import Referral
from supervision import notices
from supervision.absences.told import answering
from supervision.exports import words
from supervision.models import Deadline
from supervision.settling import settle_kinds
from supervision.telling_many import settle_page

WORDS = {
    "referral_check": _("A question about a referral waits: one tap answers it"),
    "referral_open": _("Nobody has said yet what became of a referral"),
    "client_sent_on": _("Somebody was told where to turn"),
    "another_way": _("A referral did not work out: please find another way"),
    "reached": _("A referral worked out"),
    "unblocked": _("A referral worked out: what waited for it is possible now"),
}
ACTS = {
    "client_referred": _("Referral given"),
    "referral_checked": _("Said whether the client got there"),
}
AFTER_ANSWER = {Referral.Reached.NO: "another_way", Referral.Reached.YES: "reached"}


def tell_given(incident, happening):
    """Those who answer hear it of the reporter; she sees it on the record's page."""
    if happening.by.pk == incident.reporter_id and incident.submitted_at:
        _tell(incident, happening, answering(incident, happening), "client_sent_on")
    _settle(incident, "another_way")


def tell_checked(incident, happening):
    referral = happening.details["referral"]
    settle_page(reverse("check_referral", args=[referral.pk]))
    late = incident.deadlines.open().filter(kind=Deadline.Kind.REFERRAL_CHECK).exclude(breached_at=None)
    if not late.exists():
        _settle(incident, "referral_open")
    kind = AFTER_ANSWER.get(referral.reached)
    if kind == "reached" and referral.unblocks:
        kind = "unblocked"
    if kind is not None:
        _tell(incident, happening, answering(incident, happening), kind)


def ask(incident, happening):
    """Once when its time has come, once more when it has waited as long again; then those who answer hear of it."""
    if happening.data["kind"] != Deadline.Kind.REFERRAL_CHECK:
        return
    row = Deadline.objects.select_related("owner").get(pk=happening.data["deadline"])
    _notify(incident, row.owner, "referral_check", address=reverse("check_referral", args=[row.subject_id]))
    if happening.act == "deadline_breached":
        _tell(incident, happening, [one for one in answering(incident, happening) if one != row.owner], "referral_open")


def settle_another_way(incident, happening):
    """Once nothing of the kind is owed any more: by an answer, or by another place."""
    if not incident.deadlines.open().filter(kind=Deadline.Kind.FOLLOW_UP).exists():
        _settle(incident, "another_way")


def _tell(incident, happening, people, kind):
    for person in people:
        if person is not None and person != happening.by:
            _notify(incident, person, kind)


def _notify(incident, person, kind, **more):
    if person is not None and notices.may_hear(incident, person):
        notices.notify(incident, person, kind, **more)


def _settle(incident, *kinds):
    settle_kinds(incident, kinds)


FOLLOWS = {
    "client_referred": [tell_given],
    "referral_checked": [tell_checked],
    "deadline_reminded": [ask],
    "deadline_breached": [ask],
    "message_sent": [settle_another_way],
    "incident_closed": [settle_another_way],
}


def declare():
    """The words of these notices and events, beside all others."""
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
