"""The acts: to ask for a name, to open it, to refuse, and to read it once it is open."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.plain_text import is_blank
from accounts.roles import Right
from audit import chain
from audit.door import Act, declare_act, declare_consequences
from audit.errors import NotNow, NotPermitted
from audit.inserting import insert
from boundaries import guards, pseudonyms, rights
from boundaries.acts import SENT
from boundaries.choices import Status
from boundaries.models import Incident, Reveal
from supervision.notices import tell
from supervision.reveals.deciding import deciders

REASONS = {
    "reveal_nobody": gettext_lazy(
        "Nobody else here can decide about this. Ask the safeguarding lead of your organisation, or your independent "
        "contact."
    ),
    "reveal_decided": gettext_lazy("Somebody has decided about this already."),
}


def _may_ask(incident, user):
    return rights.answers(incident, user) and pseudonyms.hides(incident, user)


def _may_decide(incident, user):
    return incident.behind_pseudonym and user.has_right(Right.DECIDE) and rights.answers(incident, user)


def _may_read(incident, user):
    return incident.behind_pseudonym and rights.answers(incident, user) and pseudonyms.is_open_for(incident, user)


def _there_is_somebody(incident, **details):
    if incident.status not in (*SENT, Status.CLOSED):
        return ["wrong_status"]
    return [] if deciders(incident, None) else ["reveal_nobody"]


def _ask(incident, by, reason):
    if not deciders(incident, by):
        raise NotNow(["reveal_nobody"])
    if is_blank(reason):
        raise ValidationError({"reason": _("Say why the name is needed: the reporter reads it.")})
    if incident.reveals.filter(asked_by=by, decided_at=None).exists():
        raise ValidationError(_("You have asked already. Somebody else decides."))
    reveal = Reveal(incident=incident, asked_by=by, reason=reason.strip())
    reveal.clean_fields(exclude=["incident", "asked_by"])
    return [insert(reveal)]


def open_one(rows, reveal, by, deciders_of, over) -> list:
    """Grant this one of `rows` (requests to learn names), by one of deciders_of(row), once: `over` is the code after that."""
    return _decided(rows, reveal, by, deciders_of, over, is_granted=True)


def refuse_one(rows, reveal, by, deciders_of, over, reason) -> list:
    """The same, with the reason that whoever asked and the reporter read."""
    if is_blank(reason):
        raise ValidationError({"reason": _("Say why not: whoever asked reads it, and so does the reporter.")})
    return _decided(rows, reveal, by, deciders_of, over, is_granted=False, reason=reason)


def _decided(rows, reveal, by, deciders_of, over, *, is_granted, reason=""):
    row = rows.select_for_update().filter(pk=reveal).first()
    if row is None or row.decided_at is not None:
        raise NotNow([over])
    if by not in deciders_of(row):
        raise NotPermitted("reveal")
    row.decided_by, row.decided_at = by, timezone.now()
    row.is_granted, row.refusal_reason = is_granted, reason.strip()
    row.clean_fields(exclude=["incident", "auditor", "asked_by", "decided_by"])
    row.save(update_fields=["decided_by", "decided_at", "is_granted", "refusal_reason"])
    return [row]


def _who_decides(row):
    return deciders(row.incident, row.asked_by)


def _open(incident, by, reveal):
    return open_one(incident.reveals.select_related("asked_by"), reveal, by, _who_decides, "reveal_decided")


def _refuse(incident, by, reveal, reason):
    return refuse_one(incident.reveals.select_related("asked_by"), reveal, by, _who_decides, "reveal_decided", reason)


def name_reveal(incident, happening):
    """Which request it was."""
    happening.data["reveal"] = str(happening.details["reveal"])


def declare():
    acts = {
        "ask_reveal": Act("name_asked", rights.person(_may_ask), _ask, _there_is_somebody),
        "open_name": Act("name_opened", rights.person(_may_decide), _open),
        "refuse_name": Act("name_refused", rights.person(_may_decide), _refuse),
        "read_reporter": Act("reporter_name_seen", rights.person(_may_read), kind=chain.ACCESS),
    }
    for name, act in acts.items():
        declare_act(Incident, name, act)
    guards.REASONS.update(REASONS)
    declare_consequences(
        {"name_asked": [tell], "name_opened": [name_reveal, tell], "name_refused": [name_reveal, tell]}
    )
