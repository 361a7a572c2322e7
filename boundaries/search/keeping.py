"""Writing what is searched: in the transaction that changes it, and for all incidents at once where none was kept."""

from collections.abc import Callable
from itertools import islice

from django.db import transaction

from audit.inserting import insert
from boundaries.models import Incident, SearchEntry
from boundaries.search.words import words_as_sent, words_of_incidents

BATCH = 500
NEEDED = (
    "reference", "organisation", "team", "reporter", "assignee", "behind_pseudonym", "client__code", "what_happened",
    "request_verbatim",
    "own_observations", "feelings", "stated_reason", "response_given", "expectation_text", "question",
)  # fmt: skip
_beside: list[tuple[Callable, Callable]] = []


def declare_beside(keep: Callable, rebuild: Callable) -> None:
    """Register an index of a room above, written whenever this one is: keep(incident, is_new), and rebuild() as below."""
    _beside.append((keep, rebuild))


def keep_findable(incident, happening) -> None:
    """A consequence of everything that adds words or changes hands. Runs last: it reads what the others wrote."""
    row = _row(incident, words_of_incidents([incident]))
    if not SearchEntry.objects.filter(incident=incident).update(**row):
        SearchEntry.objects.create(incident=incident, **row)
    for keep, _rebuild in _beside:
        keep(incident, is_new=False)


def keep_first(incident, happening) -> None:
    """The same for a report that was sent just now, by the answers in hand: nobody has added anything to it yet."""
    insert(SearchEntry(incident=incident, **_row(incident, {incident.pk: words_as_sent(incident)})))
    for keep, _rebuild in _beside:
        keep(incident, is_new=True)


def rebuild(*, only_missing=False, progress=lambda done: None) -> int:
    """Writes the entry of every sent incident anew, oldest first; how many. Safe to repeat and to break off."""
    if not only_missing:
        SearchEntry.objects.all().delete()
    done = 0
    missing = Incident.objects.sent().filter(search_entry=None).order_by("submitted_at", "id")
    keys = missing.values_list("pk", flat=True).iterator()
    while batch := list(islice(keys, BATCH)):
        done += _write(batch)
        progress(done)
    for _keep, rebuild_beside in _beside:
        rebuild_beside(only_missing=only_missing)
    return done


@transaction.atomic
def _write(keys):
    """Held until they are written: an act on one of them waits and then finds its entry."""
    rows = Incident.objects.filter(pk__in=keys, search_entry=None).select_for_update(of=("self",))
    incidents = list(rows.select_related("client").only(*NEEDED).order_by("submitted_at", "id"))
    words = words_of_incidents(incidents)
    SearchEntry.objects.bulk_create(SearchEntry(incident=incident, **_row(incident, words)) for incident in incidents)
    return len(incidents)


def _row(incident, words):
    keys = {name: getattr(incident, name) for name in ("organisation_id", "team_id", "reporter_id", "assignee_id")}
    return keys | {"words": words[incident.pk]}
