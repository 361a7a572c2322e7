"""Who hears that names were asked for and what came of it, and the words for it."""

from django.utils.translation import gettext_lazy as _

from supervision import notices
from supervision.exports import words
from supervision.identities.deciding import deciders
from supervision.models import IdentityReveal, Notice

ASKED, OPENED, REFUSED = "identities_asked", "identities_opened", "identities_refused"
WORDS = {
    ASKED: _("An auditor is to learn the names in a record: a second person decides"),
    OPENED: _("The names in a record were opened to an auditor"),
    REFUSED: _("The names in a record were not opened to an auditor"),
}
ACTS = {
    ASKED: _("Names asked for an auditor"),
    OPENED: _("Names opened to an auditor"),
    REFUSED: _("Names not opened to an auditor"),
}


def address_of(reveal) -> str:
    """Where somebody decides about it."""
    return f"/identities/{reveal.pk}/"


def page_of(incident) -> str:
    """Where an auditor asks for the names of a record and reads them."""
    return f"/incidents/{incident.reference}/identities/"


def asked(incident, happening):
    reveal = incident.identity_reveals.select_related("auditor").get(auditor=_auditor(happening), decided_at=None)
    for person in deciders(incident, happening.by, reveal.auditor):
        notices.notify(incident, person, ASKED, address=address_of(reveal))


def _auditor(happening):
    return happening.details.get("auditor") or happening.by


def decided(incident, happening):
    """Whoever asked, whoever reads, and the reporter; what waited for a decision is done with."""
    reveal = IdentityReveal.objects.select_related("auditor", "asked_by").get(pk=happening.details["reveal"])
    waiting = Notice.objects.filter(incident=incident, kind=ASKED, address=address_of(reveal), settled_at=None)
    waiting.update(settled_at=reveal.decided_at, digest_due_at=None)
    told = [reveal.asked_by, incident.reporter, *([reveal.auditor] if reveal.is_granted else [])]
    kind = OPENED if reveal.is_granted else REFUSED
    for person in {person.pk: person for person in told}.values():
        if person != happening.by and notices.may_hear(incident, person):
            notices.notify(incident, person, kind, address=page_of(incident) if person == reveal.auditor else "")


def declare():
    notices.WORDS.update(WORDS)
    words.ACTS.update(ACTS)
