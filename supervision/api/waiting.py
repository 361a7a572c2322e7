"""What waits, by API: the queue with its views and filters, and the obligations behind it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from accounts import places
from accounts.access import Access
from accounts.api.paging import page_of, page_shape
from accounts.api.place import place_in
from accounts.api.view import DoorstepView
from accounts.roles import Right
from boundaries import rights
from boundaries.models import Incident
from boundaries.words import kind_in_words
from supervision.api import lists
from supervision.api.telling import as_deadline
from supervision.forms.base import CHOOSE
from supervision.models import Deadline
from supervision.moments import Clock
from supervision.obligations import TOLD_TO_REPORTER
from supervision.queue import CAP, Cursor, Queue, views_for
from supervision.queue_filters import FILTERS, as_condition, chosen_filters
from supervision.queue_quiet import QUIET, Place, QuietQueue, counts_with_quiet
from supervision.waiting_on import as_told, waiting_on_each

MOST = 50
AFTER = OpenApiParameter("after", str, description="The place to go on from, as `next` carries it.")


class Answering(DoorstepView):
    access = Access(rights=frozenset({Right.ANSWER}))


class Waiting(Answering):
    @extend_schema(
        parameters=[OpenApiParameter(name, str) for name in ("view", *FILTERS)] + [AFTER], responses=lists.QueueShape
    )
    def get(self, request):
        """What waits in one view, the most urgent first, and how much waits in each."""
        view = _view(request)
        filters = as_condition(_filters(request), request.user)
        counts, rows, after = _listed(request, view, filters)
        clock, turns = Clock(request.user.organisation), waiting_on_each(rows)
        results = [_as_waiting(row, request.user, clock, turns[row.pk]) for row in rows]
        counts = {name: capped(count, CAP) for name, count in counts.items()}
        return Response(page_of(request, results, str(after) if after else "") | {"counts": counts})


class Deadlines(Answering):
    @extend_schema(
        parameters=[OpenApiParameter("of", str, enum=["mine", "service"]), AFTER],
        responses=page_shape(lists.OwedShape),
    )
    def get(self, request):
        """What is owed and until when, the next one first: mine, or for a lead what the whole service owes."""
        rows = _owed(request.user, request.GET.get("of", "mine"))
        related = rows.select_related("owner", "incident").only(*OWED)
        found, place = places.page(related, "due_at", place_in(request), MOST)
        return Response(page_of(request, [_as_owed(row, request.user) for row in found], place))


PLAIN = (
    "reference", "kind", "status", "urgent", "due_at", "language", "safety_concern", "understood", "support_wanted",
)  # fmt: skip
OWED = (
    "kind", "opened_at", "due_at", "breached_at", "owner__given_name", "owner__family_name",
    "incident__reference", "incident__status",
)  # fmt: skip


def capped(count, most) -> dict:
    return {"count": min(count, most), "more": count > most}


def _listed(request, view, filters):
    user = request.user
    if view == QUIET:
        quiet = QuietQueue(user, filters)
        return quiet.counts(), *quiet.page(place_in(request, Place.read))
    queue = Queue(user, view, filters)
    return counts_with_quiet(queue), *queue.page(place_in(request, Cursor.read))


def _view(request):
    view = request.GET.get("view", "answer")
    if view not in (*views_for(request.user), QUIET):
        raise ValidationError({"view": CHOOSE})
    return view


def _filters(request):
    chosen = chosen_filters(request.GET)
    unknown = [name for name in FILTERS if request.GET.get(name, "").strip() and not chosen[name]]
    if unknown:
        raise ValidationError(dict.fromkeys(unknown, CHOOSE))
    return chosen


def _as_waiting(row, user, clock, turn):
    return {name: getattr(row, name) for name in PLAIN} | {
        "event_type": row.event_type.key if row.event_type_id else "",
        "title": kind_in_words(row),
        "is_late": clock.is_late(row.due_at),
        "client": row.client.code if row.client_id else "",
        "reporter": rights.reporter_in_list(row, user),
        "assignee": row.assignee.short_name if row.assignee_id else "",
        "waiting_on": str(as_told(turn, row, user)),
        "silent_since": getattr(row, "silent_since", None),
        "is_mine": row.assignee_id == user.pk,
        "is_asked_of_me": row.escalated_to_id == user.pk,
    }


def _owed(user, whose):
    """Open obligations on records that this person may see."""
    if whose not in ("mine", "service"):
        raise ValidationError({"of": CHOOSE})
    if whose == "service" and not user.has_right(Right.READ_SERVICE):
        raise PermissionDenied
    rows = Deadline.objects.open().filter(organisation_id=user.organisation_id)
    rows = rows.filter(owner=user) if whose == "mine" else rows
    rows = rows.filter(~Q(incident__reporter=user) | Q(kind__in=TOLD_TO_REPORTER))
    return rows.filter(incident__in=Incident.objects.visible_to(user).open().values("pk"))


def _as_owed(row, user):
    return as_deadline(row) | {
        "reference": row.incident.reference,
        "owner": row.owner.short_name if row.owner_id else "",
        "is_mine": row.owner_id == user.pk,
    }
