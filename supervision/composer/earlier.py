"""Earlier contacts of this client, of this reporter, and of the two together: what this person may see of them (B-CS-12)."""

from dataclasses import dataclass

from django.db.models import Q

from boundaries.models import Incident
from boundaries.words import kind_in_words
from policies.builtin import label

MOST = 8


@dataclass(frozen=True)
class Contact:
    reference: str
    url: str
    kind: str
    when: str
    how: str
    is_of_pair: bool


def contacts(reader) -> list[Contact]:
    """The newest first; those of the same reporter only where she is known to this person, in both records."""
    return [_contact(reader, row) for row in rows(reader)]


def rows(reader) -> list[Incident]:
    incident = reader.incident
    of_whom = Q(pk=None)
    if incident.client_id:
        of_whom |= Q(client=incident.client_id)
    if reader.knows_reporter:
        of_whom |= Q(reporter=incident.reporter_id, behind_pseudonym=False)
    found = Incident.objects.visible_to(reader.user).sent().filter(of_whom).exclude(pk=incident.pk)
    found = found.filter(submitted_at__lt=incident.submitted_at).select_related("event_type", "event_rule")
    return list(found.order_by("-submitted_at")[:MOST])


def _contact(reader, row):
    incident = reader.incident
    same_reporter = reader.knows_reporter and not row.behind_pseudonym and row.reporter_id == incident.reporter_id
    return Contact(
        reference=row.reference,
        url=f"/incidents/{row.reference}/",
        kind=kind_in_words(row),
        when=reader.clock.short(row.submitted_at),
        how=label("outcomes", row.outcome) if row.outcome else label("states", row.status),
        is_of_pair=same_reporter and incident.client_id is not None and row.client_id == incident.client_id,
    )
