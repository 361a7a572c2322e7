"""An incident's events in words: what the evidence says happened, who looked, and how the chain is sealed."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.chain import ACCESS, RECORD, chain_name
from audit.models import AuditEvent
from policies.builtin import label
from supervision.consultations.telling import is_kept_from_reporter
from supervision.contact_types.telling import NOT_FOR_REPORTER as OF_CONTACT
from supervision.exports.words import WITHOUT_ACTOR, act_word
from supervision.hearings.telling import NOT_FOR_REPORTER
from supervision.observations.telling import NOT_FOR_REPORTER as OBSERVED
from supervision.timeline import people_of

LOOKS = {
    "record_opened": _("Record opened"),
    "client_name_seen": _("Client’s name looked up"),
    "record_exported": _("Record exported"),
    "reporter_name_seen": _("Reporter’s name read"),
    "identities_read": _("Names read by an auditor"),
    "attachment_opened": _("Photo or PDF opened"),
}
NEWEST = 200


def history(reader) -> list[dict]:
    """Newest first, at most NEWEST of each kind. Who looked is told to those who answer and audit, not to the reporter."""
    incident = reader.incident
    chains = Q(chain=chain_name(incident, RECORD))
    if not reader.is_reporter:
        chains |= Q(chain=chain_name(incident, ACCESS))
    events = list(AuditEvent.objects.filter(chains).order_by("-at", "-seq")[:NEWEST])
    if reader.is_reporter:
        hidden = NOT_FOR_REPORTER | OBSERVED | OF_CONTACT
        events = [event for event in events if event.act not in hidden and not is_kept_from_reporter(event)]
    people = people_of(events)
    return [_row(reader, event, people) for event in events]


def _row(reader, event, people):
    word = LOOKS.get(event.act) or act_word(event.act)
    moved = event.to_status and event.from_status != event.to_status
    if event.data.get("patterns") and reader.answers:
        word = _("%(what)s; a look at what repeats itself was proposed") % {"what": word}
    return {
        "at": event.at,
        "when": reader.clock.full(event.at),
        "act": event.act,
        "what": word,
        "who": _who(reader, event, people),
        "to_status": event.to_status if moved else "",
        "status": label("states", event.to_status) if moved else "",
        "seal": event.hash[:12],
        "is_look": event.chain.startswith(ACCESS),
    }


def _who(reader, event, people):
    if event.act in WITHOUT_ACTOR and not reader.is_reporter:
        return ""
    return reader.name(people.get(event.actor_id)) if reader.sees_names else reader.teller.actor(event.role)
