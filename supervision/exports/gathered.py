"""Everything that a record is told from, read in as few queries as it takes."""

import functools

from accounts.models import User
from audit.chain import chain_name
from audit.models import AuditEvent
from boundaries.models import Incident
from boundaries.paper.filing import filing_of
from policies.models import Clause, PolicyVersion

PARTS = (
    "answers", "messages", "named", "addenda", "attachments", "deadlines", "internal_notes", "translations", "referrals",
    "external_duties", "messages__preparation", "messages__understandings", "consultations", "plan__reflection",
    "plan__blocked_by", "assessments", "observations", "client_voices",
)  # fmt: skip
# Who stands in the incident's own row, and in the rows of its parts
OF_THE_INCIDENT = ("reporter", "assignee", "escalated_by", "escalated_to", "decided_by", "closed_by")
OF_ITS_PARTS = (
    ("messages", "author"), ("addenda", "author"), ("attachments", "author"), ("internal_notes", "author"),
    ("translations", "author"), ("named", "user"), ("referrals", "given_by"), ("referrals", "checked_by"),
    ("external_duties", "decided_by"), ("consultations", "asked_by"), ("consultations", "asked_of"),
    ("consultations", "answered_by"), ("consultations", "withdrawn_by"),
    ("plan", "proposed_by"), ("plan", "responsible"), ("plan", "ended_by"), ("observations", "given_by"),
    ("client_voices", "planned_by"), ("client_voices", "asker"), ("client_voices", "ended_by"),
)  # fmt: skip


def gathered(incident):
    """The incident afresh, with its parts, its people, and its chain in `history`."""
    related = ("organisation", "event_type", "event_rule", "client__identity", "team", "on_behalf__sheet")
    rows = Incident.objects.select_related(*related)
    incident = rows.prefetch_related(*PARTS).get(pk=incident.pk)
    if incident.protocol_version_id:
        incident.protocol_version = protocol(incident.protocol_version_id)[0]
    _introduce(incident)
    incident.history = list(AuditEvent.objects.filter(chain=chain_name(incident)).order_by("seq"))
    return incident


@functools.lru_cache(maxsize=64)
def protocol(version_id):
    """A published version and its steps; it never changes, so it is read once per process."""
    version = PolicyVersion.objects.get(pk=version_id)
    return version, tuple(version.clauses.filter(kind=Clause.Kind.STEP))


def people_of(incident):
    """The keys of everybody who stands in a gathered incident."""
    return {getattr(row, f"{name}_id") for row, name in _places(incident)} - {None}


def _places(incident):
    yield from ((incident, name) for name in OF_THE_INCIDENT)
    for part, name in OF_ITS_PARTS:
        yield from ((row, name) for row in getattr(incident, part).all())
    if filing := filing_of(incident):
        yield filing, "filed_by"
    if incident.team:
        yield from ((incident.team, name) for name in ("lead", "supervisor"))


def _introduce(incident):
    """Give every row its person from one query."""
    people = User.objects.select_related("profile").in_bulk(people_of(incident))
    for row, name in _places(incident):
        setattr(row, name, people.get(getattr(row, f"{name}_id")))
