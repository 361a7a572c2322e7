"""The plan on the first page: what waits for the reporter's word, and what somebody is responsible for."""

from django.db.models import Q
from django.urls import reverse
from django.utils import formats

from supervision.models import PlanItem
from supervision.notices import still_visible
from supervision.plans import standing, words

MOST = 5


def on_home(user) -> list[dict]:
    """Goals and exercises that wait for the reporter, and what somebody is responsible for, the nearest day first."""
    hers = Q(incident__reporter=user, kind=PlanItem.Kind.GOAL)
    rows = PlanItem.objects.filter(hers | Q(responsible=user), ended_at=None, superseded_by=None)
    rows = rows.filter(incident__organisation_id=user.organisation_id, incident__status__in=standing.ENDED_IN)
    rows = rows.select_related("incident__organisation").order_by("due_on", "position", "pk")[: MOST * 2]
    return [_on_home(user, row) for row in still_visible(user, rows)[:MOST]]


def _on_home(user, item):
    is_reporter = item.incident.reporter_id == user.pk
    waits = is_reporter and item.agreed_at is None
    return {
        "url": reverse("plan", args=[item.incident.reference]),
        "reference": item.incident.reference,
        "label": str(words.KINDS[item.kind]),
        "text": item.text if is_reporter else "",
        "lang": "" if item.language == user.language else item.language,
        "until": formats.date_format(item.until, "SHORT_DATE_FORMAT") if item.until else "",
        "waits": waits,
        "how_was_it": item.asked_at is not None and is_reporter,
        "standing": "" if waits else words.standing(item),
    }
