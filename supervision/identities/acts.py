"""The acts: to ask for the names in a record, to open them to an auditor, to refuse, and to read them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.plain_text import is_blank
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow
from audit.inserting import insert
from boundaries import guards, rights
from boundaries.models import Incident
from supervision.identities import telling
from supervision.identities.deciding import deciders
from supervision.identities.telling import ASKED, OPENED, REFUSED
from supervision.models import IdentityReveal
from supervision.reveals.acts import name_reveal, open_one, refuse_one

READ = "identities_read"
REASONS = {
    "identities_nobody": gettext_lazy("Nobody else here can decide whether the names of this record are opened."),
    "identities_decided": gettext_lazy("Somebody has decided about these names already."),
    "identities_open": gettext_lazy("The names of this record are open to this auditor already."),
    "identities_waiting": gettext_lazy("Somebody has asked for these names already. A second person decides."),
    "identities_out_of_reach": gettext_lazy("This is not a record that this auditor reads."),
}


def audits(incident, user) -> bool:
    """Reads this record by pseudonyms, because she audits and does not answer."""
    return user.has_right(Right.READ_PSEUDONYMISED) and not rights.answers(incident, user) and rights.reads(incident, user)


def is_open_for(incident, user) -> bool:
    return incident.identity_reveals.filter(auditor=user, is_granted=True).exists()


def _may_ask(incident, user):
    return not rights.is_reporter(incident, user) and audits(incident, user)


def _may_decide(incident, user):
    return user.has_right(Right.DECIDE) and rights.answers(incident, user)


def _may_read(incident, user):
    return audits(incident, user) and not rights.is_reporter(incident, user) and is_open_for(incident, user)


def _ask(incident, by, reason):
    return _asked(incident, by, by, reason)


def _asked(incident, by, auditor, reason):
    if not (rights.belongs(incident, auditor) and audits(incident, auditor)) or rights.is_reporter(incident, auditor):
        raise NotNow(["identities_out_of_reach"])
    if is_blank(reason):
        raise ValidationError({"reason": _("Say why the names are needed: the reporter reads it.")})
    if is_open_for(incident, auditor):
        raise NotNow(["identities_open"])
    if incident.identity_reveals.filter(auditor=auditor, decided_at=None).exists():
        raise NotNow(["identities_waiting"])
    if not deciders(incident, by, auditor):
        raise NotNow(["identities_nobody"])
    reveal = IdentityReveal(incident=incident, auditor=auditor, asked_by=by, reason=reason.strip())
    reveal.clean_fields(exclude=["incident", "auditor", "asked_by"])
    return [insert(reveal)]


def _who_decides(row):
    return deciders(row.incident, row.asked_by, row.auditor)


def _asked_for(incident):
    return incident.identity_reveals.select_related("asked_by", "auditor")


def _open(incident, by, reveal):
    return open_one(_asked_for(incident), reveal, by, _who_decides, "identities_decided")


def _refuse(incident, by, reveal, reason):
    return refuse_one(_asked_for(incident), reveal, by, _who_decides, "identities_decided", reason)


def declare():
    acts = {
        "ask_identities": Act(ASKED, rights.person(_may_ask), _ask),
        "sample_identities": Act(ASKED, rights.person(_may_decide), _asked),  # beforehand, for a record that is looked at
        "open_identities": Act(OPENED, rights.person(_may_decide), _open),
        "refuse_identities": Act(REFUSED, rights.person(_may_decide), _refuse),
        "read_identities": Act(READ, rights.person(_may_read), kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    guards.REASONS.update(REASONS)
    telling.declare()
    declare_consequences({ASKED: [telling.asked]} | {event: [name_reveal, telling.decided] for event in (OPENED, REFUSED)})
