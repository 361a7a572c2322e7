"""Records that belong together: what follows a finished one, and the same request of one client to several people."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.door import Act, declare_act, declare_consequences, record
from audit.ids import uuid7
from boundaries import drafts, rights
from boundaries.choices import ContactType, Kind, Status
from boundaries.models import Incident, IncidentLink, NamedPerson
from boundaries.sending import send
from boundaries.words import kind_in_words
from supervision.models import Message
from supervision.reader import Reader

Relation = IncidentLink.Relation
SAME_WITHIN = datetime.timedelta(days=90)
MOST = 5
# how the record at the source, and the one at the target, speak of the other
WORDS = {
    Relation.FOLLOWS: (_("Follows"), _("Went on in")),
    Relation.SAME_REQUEST: (_("The same was asked of somebody else"), _("The same was asked of somebody else")),
    Relation.RELATED: (_("Belongs with"), _("Belongs with")),
    Relation.AROSE_FROM: (_("Arose from"), _("Led to")),
    Relation.DUPLICATE: (_("Is the same as"), _("Is the same as")),
}


# -- the same request to several caregivers (B-CS-19) ---------------------------------------------------------


def link_same_request(incident, happening):
    """One client, one kind of event, another reporter, not long ago: whoever answers one had better know of the other."""
    if incident.client_id is None or incident.event_type_id is None:
        return
    rows = Incident.objects.filter(client=incident.client_id, event_type=incident.event_type_id)
    rows = rows.filter(submitted_at__gt=timezone.now() - SAME_WITHIN).exclude(status__in=(Status.DRAFT, Status.WITHDRAWN))
    others = rows.exclude(pk=incident.pk).exclude(reporter=incident.reporter_id).order_by("-submitted_at")
    for target in list(others.values_list("pk", flat=True)[:MOST]):
        IncidentLink.objects.get_or_create(source=incident, target_id=target, relation=Relation.SAME_REQUEST)


# -- a question that follows a finished record (B-SV-03) --------------------------------------------------------


def way_of_writing(incident) -> str:
    """What it means that the reporter writes now: `write`, `reopen` where a result stands, `ask` where it is finished."""
    if incident.status == Status.CLOSED:
        return "ask"
    if incident.status != Status.RESOLVED:
        return "write"
    return "ask" if incident.reasons_against("reopen") else "reopen"


def ask_about(incident, by, *, body, language) -> Incident:
    """A question of its own, linked and sent at once: all of it or nothing. Raises NotNow.

    What protected the first report protects what follows it: its pseudonym, its walls and its way past the line.
    """
    with transaction.atomic():
        draft = drafts.begin(by, uuid7(), kind=Kind.QUESTION)
        draft.question, draft.language = body, language
        draft.behind_pseudonym, draft.staff_part = incident.behind_pseudonym, incident.staff_part
        draft.save(update_fields=["question", "language", "behind_pseudonym", "staff_part"])
        for person in incident.named.all():
            named = NamedPerson(incident=draft, user_id=person.user_id, part=person.part)
            named.name = person.name
            named.save()
        record(draft, "follow", by=by, target=incident)
        return send(draft, by)


def _follow(incident, by, target):
    IncidentLink.objects.get_or_create(source=incident, target=target, relation=Relation.FOLLOWS, defaults={"by": by})


def _is_own_and_sent(incident, target):
    fits = target.reporter_id == incident.reporter_id and target.submitted_at
    return [] if fits else ["wrong_status"]


def _name_target(incident, happening):
    happening.data |= {"relation": str(Relation.FOLLOWS), "target": str(happening.details["target"].pk)}


# -- what a record's page shows of it -----------------------------------------------------------------------------


def linked(reader) -> list[dict]:
    """The other records that this person may see; of the same request only those who answer are told."""
    row = reader.incident
    pairs = [(link.target_id, WORDS[link.relation][0], link) for link in row.links.all()]
    pairs += [(link.source_id, WORDS[link.relation][1], link) for link in row.linked_from.all()]
    if not pairs:
        return []
    visible = Incident.objects.visible_to(reader.user).sent().filter(pk__in={key for key, _word, _link in pairs})
    others = {other.pk: other for other in visible.select_related("event_type", "event_rule")}
    return [
        {
            "relation": str(link.relation),
            "words": str(word),
            "reference": others[key].reference,
            "url": f"/incidents/{others[key].reference}/",
            "kind": kind_in_words(others[key]),
            "when": reader.clock.short(others[key].submitted_at),
        }
        for key, word, link in sorted(pairs, key=lambda pair: pair[2].at)
        if key in others and _is_told(reader, link)
    ]


def _is_told(reader, link):
    return link.relation == Relation.FOLLOWS or (reader.answers and not reader.is_reporter)


def earlier_answers(reader, contact_type="") -> list[dict]:
    """What this client was answered before, where somebody tries out whether people hold together (CS.8b)."""
    row = reader.incident
    if not reader.answers or row.client_id is None or not _is_tried_out(row, contact_type):
        return []
    others = Incident.objects.visible_to(reader.user).sent().filter(client=row.client_id).exclude(pk=row.pk)
    keys = others.exclude(reporter=reader.user).order_by("-submitted_at").values_list("pk", flat=True)[:MOST]
    said = Message.objects.filter(incident__in=list(keys), kind=Message.Kind.REPLY, superseded_by=None)
    return [
        {
            "reference": message.incident.reference,
            "url": f"/incidents/{message.incident.reference}/#m-{message.pk}",
            "when": reader.clock.short(message.sent_at),
            "body": Reader(message.incident, reader.user).text(message.body),
            "lang": reader.lang(message.language),
        }
        for message in said.select_related("incident").order_by("-sent_at")[:MOST]
    ]


def _is_tried_out(row, contact_type):
    pairs = row.links.filter(relation=Relation.SAME_REQUEST) | row.linked_from.filter(relation=Relation.SAME_REQUEST)
    return (contact_type or row.contact_type) == ContactType.TESTING or pairs.exists()


def declare():
    act = Act("record_linked", rights.person(rights.is_reporter), _follow, _is_own_and_sent)
    declare_act(Incident, "follow", act)
    declare_consequences({"incident_submitted": [link_same_request], "record_linked": [_name_target]})
