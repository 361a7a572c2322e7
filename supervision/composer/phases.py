"""The seven phases of a full answer (B-CS-11): what each asks for, and what of it is still open.

An answer of any other kind needs none of this, so that neither the 24 hours nor danger ever wait for quality.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.plain_text import is_blank
from boundaries.choices import ContactType
from supervision.consultations.standing import has_colleague_answered, is_decided_outside
from supervision.guards import concerns_safety
from supervision.models import Preparation

Compared, Consulted = Preparation.Compared, Preparation.Consulted
# a number each, as in the source; the first comes with the report, the last is sending it
PHASES = (
    ("received", gettext_lazy("Received")),
    ("seen", gettext_lazy("Looked up")),
    ("clarified", gettext_lazy("What is being asked?")),
    ("contact_type", gettext_lazy("Kind of contact")),
    ("compared", gettext_lazy("Compared")),
    ("consulted", gettext_lazy("A second head")),
    ("limits", gettext_lazy("Within our limits, and sent")),
)
# with these nobody answers alone (CS.8c, CS.8d)
NOT_ALONE = (ContactType.ABUSIVE, ContactType.URGENT)


def consulted(incident) -> str:
    """What phase 6 stands on without a word of the writer: somebody decided, or a colleague has answered."""
    if incident.decided_at or is_decided_outside(incident):
        return Consulted.DECIDED
    return Consulted.COLLEAGUE if has_colleague_answered(incident) else ""


def may_waive(incident, contact_type) -> bool:
    return contact_type not in NOT_ALONE and not concerns_safety(incident)


def faults(incident, prepared) -> dict[str, str]:
    """Field -> what is still open, in the writer's language; `prepared` as the form has it."""
    found = {
        "seen": "" if prepared.get("seen") else _("Phase 2: look at the earlier contacts first."),
        "clarified": _("Phase 3: write in one or two sentences what the colleague wants from us.")
        if is_blank(prepared.get("clarified") or "")
        else "",
        "contact_type": "" if prepared.get("contact_type") in ContactType.values else _("Phase 4: choose the kind of contact."),
        "contact_type_note": _note_missing(incident, prepared),
        "compared": "" if prepared.get("compared") in Compared.values else _("Phase 5: compare, or say that there is nothing."),
        "waived_reason": _nobody_asked(incident, prepared),
        "limits": "" if prepared.get("limits") else _("Phase 7: confirm that this answer keeps within our limits."),
    }
    return {name: fault for name, fault in found.items() if fault}


def _note_missing(incident, prepared):
    """CS.8: the kind of a contact may be seen otherwise later, with a word why."""
    if not incident.contact_type or prepared.get("contact_type") == incident.contact_type:
        return ""
    return _("Say why the kind of contact is another one now.") if is_blank(_said(prepared, "contact_type_note")) else ""


def _nobody_asked(incident, prepared):
    if consulted(incident):
        return ""
    if not may_waive(incident, prepared.get("contact_type")):
        return _("Phase 6: this is not answered alone. Ask a colleague, or escalate it, first.")
    return _("Phase 6: say why nobody else is asked.") if is_blank(_said(prepared, "waived_reason")) else ""


def _said(prepared, name):
    return prepared.get(name) or ""


def rail(incident, prepared) -> list[dict]:
    """Number, title and whether it is done, of each phase, for the page."""
    open_now = faults(incident, prepared)
    return [
        {"number": number, "key": key, "title": title, "is_done": number == 1 or not _is_open(key, open_now)}
        for number, (key, title) in enumerate(PHASES, start=1)
    ]


def _is_open(key, open_now):
    fields = {"contact_type": ("contact_type", "contact_type_note"), "consulted": ("waived_reason",)}.get(key, (key,))
    return any(name in open_now for name in fields)
