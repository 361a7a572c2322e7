"""Sent reports in a list: newest first, in three indexed parts that are merged; codes and pseudonyms only."""

import heapq
from itertools import islice

from accounts.api.place import refuse
from accounts.places import written
from boundaries.models import Incident
from boundaries.pseudonyms import hide_small_teams
from boundaries.rights import reporter_in_list
from boundaries.search.finding import find
from boundaries.words import kind_in_words

PAGE = 50
RELATED = ("client", "event_type", "event_rule", "team", "reporter__profile")
NEWEST = ("-submitted_at", "-id")


def page(user, narrowed) -> tuple[list[Incident], str]:
    """At most PAGE reports that this person may see, and the cursor of the next page.

    Her own, what her role opens, and what she sees in person are asked for one by one, each in its index's
    order: one question with OR would read the whole register.
    """
    incidents = Incident.objects.all()
    sources = incidents.own(user).sent(), incidents.seen_by_role(user), incidents.seen_in_person(user)
    parts = [rows.filter(narrowed).order_by(*NEWEST).values_list("submitted_at", "pk")[: PAGE + 1] for rows in sources]
    found = list(islice(heapq.merge(*parts, reverse=True), PAGE + 1))
    keys = [key for _moment, key in found[:PAGE]]
    rows = Incident.objects.visible_to(user).filter(pk__in=keys).select_related(*RELATED).order_by(*NEWEST)
    rows = list(rows)
    hide_small_teams(rows, user)
    return rows, written(*found[PAGE - 1]) if len(found) > PAGE else ""


def found(user, narrowed, words, after) -> tuple[list[Incident], str]:
    """The same for those that hold all of these words; a page may hold fewer than PAGE and have a next one."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 19):
        refuse()
    rows, cursor = find(
        user, words, after=after, limit=PAGE, rows=Incident.objects.filter(narrowed).select_related(*RELATED)
    )
    hide_small_teams(rows, user)
    return rows, cursor or ""


def as_row(incident, user) -> dict:
    return {
        "id": incident.pk,
        "reference": incident.reference,
        "kind": incident.kind,
        "event_type": incident.event_type.key if incident.event_type_id else None,
        "words": kind_in_words(incident),
        "status": incident.status,
        "urgent": incident.urgent,
        "language": incident.language,
        "submitted_at": incident.submitted_at,
        "answer_by": incident.due_at,
        "client": incident.client.code if incident.client_id else None,
        "reporter": reporter_in_list(incident, user),
        "team": str(incident.team_id) if incident.team_id else None,
        "is_own": incident.reporter_id == user.pk,
        "is_assigned": incident.assignee_id == user.pk,
        "address": f"/incidents/{incident.reference}/",
    }
