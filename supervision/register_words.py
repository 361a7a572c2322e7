"""Which words the register finds a record by: what an auditor reads when she opens it, and nothing else.

Never among them: a name that is masked for her, how the reporter felt, the note on discomfort, internal notes, how to
reach somebody safely. Everybody searches the register by these, also who reads names elsewhere.
"""

from itertools import islice

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from audit.door import declare_consequences
from boundaries.models import Addendum, Incident, StepAnswer, Translation
from boundaries.search.keeping import declare_beside
from boundaries.search.words import TEXTS, stored
from policies.models import Clause
from policies.search.folding import words_of
from supervision.exports.teller import Teller
from supervision.models import Export, Message, PlanItem, RegisterEntry
from supervision.translating.texts import note_of

BATCH = 200
HIDDEN = ("feelings",)  # stays between the reporter and those who answer
READ = [name for name in TEXTS if name not in HIDDEN]
RELATED = (
    "client__identity", "reporter__profile", "assignee__profile", "escalated_to__profile", "decided_by__profile",
    "team__lead__profile", "team__supervisor__profile",
)  # fmt: skip
SENT = (Prefetch("answers", StepAnswer.objects.select_related("clause")), "named__user")
ADDED = (
    "addenda", "messages__author__profile", "translations",
    "plan__responsible__profile", "plan__proposed_by__profile", "plan__ended_by__profile",
)  # fmt: skip
NOTHING_ADDED = tuple(
    Prefetch(name, model.objects.none())
    for name, model in {"addenda": Addendum, "messages": Message, "translations": Translation, "plan": PlanItem}.items()
)
BRING_PEOPLE = ("incident_escalated", "plan_item_proposed", "plan_item_reworded", "plan_item_ended")


def readable_words(incident) -> str:
    """As RegisterEntry.words keeps them."""
    told = Teller(incident, "en", Export.Profile.PSEUDONYMISED)
    words = words_of(*(told.masks.out_of(text) for text in _texts(incident)))
    # also where somebody wrote a name without its accents
    for word in words_of(*told.masks.names):
        words.pop(word, None)
    own = words_of(incident.reference, incident.reference.partition("-")[2], incident.client.code if incident.client_id else "")
    return stored(own | words)


def _texts(incident):
    yield from (getattr(incident, name) for name in READ)
    answers = [answer for answer in incident.answers.all() if answer.clause.answer_kind != Clause.Answer.DISCOMFORT]
    for answer in answers:
        yield note_of(answer.clause, answer)
        yield answer.data.get("consulted") or ""
    addenda, messages = list(incident.addenda.all()), [row for row in incident.messages.all() if row.author_id]
    yield from (row.text for row in addenda)
    yield from (row.body for row in messages)
    read = {(Incident._meta.label_lower, incident.pk, name) for name in READ}
    read |= {(StepAnswer._meta.label_lower, row.pk, "note") for row in answers}
    read |= {(Addendum._meta.label_lower, row.pk, "text") for row in addenda}
    read |= {(Message._meta.label_lower, row.pk, "body") for row in messages}
    for row in incident.translations.all():
        if (row.subject_type, row.subject_id, row.field) in read:
            yield row.text


def keep(incident, *, is_new) -> None:
    """Beside the search's own entry, in the transaction that adds words or changes hands."""
    incident = Incident.objects.select_related(*RELATED).get(pk=incident.pk)
    prefetch_related_objects([incident], *SENT, *(NOTHING_ADDED if is_new else ADDED))
    words = readable_words(incident)
    if is_new or not RegisterEntry.objects.filter(incident=incident).update(words=words):
        RegisterEntry.objects.create(incident=incident, words=words)


def rebuild(*, only_missing=False) -> None:
    """Every sent incident's entry anew, or only what is missing. Safe to repeat and to break off."""
    if not only_missing:
        RegisterEntry.objects.all().delete()
    keys = Incident.objects.sent().filter(register_entry=None).order_by("submitted_at", "id").values_list("pk", flat=True)
    keys = keys.iterator()
    while batch := list(islice(keys, BATCH)):
        _write(batch)


@transaction.atomic
def _write(keys):
    """Held until they are written: an act on one of them waits and then finds its entry."""
    rows = Incident.objects.filter(pk__in=keys, register_entry=None).select_for_update(of=("self",))
    incidents = list(rows.select_related(*RELATED).order_by("submitted_at", "id"))
    prefetch_related_objects(incidents, *SENT, *ADDED)
    RegisterEntry.objects.bulk_create(RegisterEntry(incident=row, words=readable_words(row)) for row in incidents)


def _keep_in_step(incident, happening):
    keep(incident, is_new=False)


def declare():
    """Whenever the search's entry is written; and where somebody comes to have a part, whose name is masked from then on."""
    declare_beside(keep, rebuild)
    declare_consequences({event: [_keep_in_step] for event in BRING_PEOPLE})
