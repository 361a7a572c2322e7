"""The register of gifts as a query: every sent report of its kinds, newest first, with its entry where it has one."""

from django.db.models import Exists, OuterRef, Q

from accounts import places
from boundaries import pseudonyms
from boundaries.models import Incident
from supervision.gifts import standing
from supervision.gifts.kinds import kinds

PAGE = 50
NO_ENTRY = "no_entry"
OPEN, APPROVED, REFUSED = "open", "approved", "refused"
DECISIONS = {
    OPEN: Q(became="accepted", decided_at=None),
    APPROVED: Q(is_approved=True),
    REFUSED: Q(is_approved=False),
}
RELATED = (
    "client__identity", "event_type", "event_rule", "team", "reporter__profile", "on_behalf__sheet",
)  # fmt: skip
COLUMNS = (
    "reference", "status", "kind", "submitted_at", "organisation", "responses", "started_by", "client__code",
    "client__identity__given_name_encrypted", "client__identity__family_name_encrypted", "event_type__key",
    "event_type__label", "event_rule__label", "team__name", "behind_pseudonym", "reporter__given_name",
    "reporter__family_name", "reporter__profile__pseudonym", "on_behalf__manner", "on_behalf__sheet__code",
)  # fmt: skip


def listed(user, filters: Q):
    """Everything of these kinds that this person may see; it stands here without anybody writing it down."""
    rows = Incident.objects.visible_to(user).sent().filter(kinds(), organisation_id=user.organisation_id)
    return rows.filter(filters).order_by("-submitted_at", "-id")


def with_entry(**fields) -> Q:
    """Reports of which the entry that counts is such a one."""
    return having(Q(**fields))


def having(condition: Q) -> Q:
    return Q(Exists(standing.entries().filter(condition, incident=OuterRef("pk"))))


def page(rows, after: places.Place | None, most: int = 0) -> tuple[list[Incident], str]:
    """At most PAGE rows (or so many), each with its `entry`, and the place of the next page where there is one."""
    related = rows.select_related(*RELATED).only(*COLUMNS).prefetch_related("named__user")
    found, place = places.page(related, "-submitted_at", after, most or PAGE)
    pseudonyms.hide_small_teams(found)
    kept = standing.entries().filter(incident__in=[row.pk for row in found]).select_related(*standing.PEOPLE)
    by_incident = {entry.incident_id: entry for entry in kept}
    for row in found:
        row.entry = by_incident.get(row.pk)
    return found, place
