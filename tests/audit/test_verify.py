"""audit_verify proves an intact story, and names the place of each single change that a raw hand makes in it."""

import pytest
from django.apps import apps

from audit.models import AuditEvent, Evidence
from boundaries.models import Addendum, Incident, NamedPerson, StepAnswer
from policies.models import PolicyFeedback
from supervision.models import Export, Message
from tests import stories, tampering


def test_an_intact_story_is_proven_with_its_counts(story, audit_verify):
    code, said = audit_verify()
    events = AuditEvent.objects.count()
    kept = [model for model in apps.get_models() if issubclass(model, Evidence)]
    contents = sum(len(model.EVIDENCE) * model.must_be_proven().count() for model in kept)
    contents -= PolicyFeedback.objects.filter(answered_at=None).count()  # its state is proven by the answer to it
    chains = AuditEvent.objects.values("chain").distinct().count()
    assert code == 0
    assert chains >= 13
    assert f"{events} events in {chains} chains, {contents} contents, nothing altered" in said


def test_dropping_the_triggers_alone_alters_nothing(unguarded, audit_verify):
    assert audit_verify()[0] == 0


def change(model, field, **which):
    def hand(story):
        which_story = {"incident": story} if "incident" in {f.name for f in model._meta.fields} else {"pk": story.pk}
        row = model._base_manager.filter(**which_story | which).order_by("pk").first()
        tampering.alter(row, field)
        return row

    return hand


def take(model, **which):
    def hand(story):
        row = model._base_manager.filter(incident=story, **which).order_by("pk").first()
        tampering.remove(row)
        return row

    return hand


def event(story, act):
    """Of several the first one, which others follow."""
    return AuditEvent.objects.filter(object_id=story.pk, act=act).earliest("seq")


def take_event(act):
    def hand(story):
        row = event(story, act)
        tampering.remove(row)
        return row

    return hand


def forget_an_export(story):
    tampering.remove(event(story, "record_exported"))
    return Export.objects.get(incident=story)


def alter_event(act, field):
    def hand(story):
        tampering.alter(event(story, act), field)
        return event(story, act)

    return hand


def swap_two_links(story):
    first, second = event(story, "incident_acknowledged"), event(story, "incident_escalated")
    rows = AuditEvent._base_manager
    for row, seq in ((first, 999), (second, first.seq), (first, second.seq)):
        rows.filter(pk=row.pk).update(seq=seq)
    return first


def rewrite_with_a_fitting_hash(story):
    """Somebody who knows how hashes are made still breaks the link of the next event."""
    row = event(story, "incident_escalated")
    row.actor_id = story.reporter_id
    AuditEvent._base_manager.filter(pk=row.pk).update(actor_id=row.actor_id, hash=row.computed_hash())
    return row


def swap_two_bodies(story):
    first, second = Message.objects.filter(incident=story, kind="reply").order_by("pk")[:2]
    for row, body in ((first, second.body), (second, first.body)):
        Message._base_manager.filter(pk=row.pk).update(body=body)
    return first


def insert_message(story):
    return Message.objects.create(incident=story, author=story.assignee, kind="reply", body="Never sent", language="en")


def insert_incident(story):
    other = Incident.objects.get(pk=story.pk)
    other.pk, other.reference = stories.uuid7(), "DS-XXXX-XXXX"
    other.save(force_insert=True)
    return other


def insert_wall(story):
    return NamedPerson.objects.create(incident=story, user=story.assignee)


def set_back_to_draft(story):
    Incident._base_manager.filter(pk=story.pk).update(status="draft")
    return story


HANDS = {
    "a status": change(Incident, "status"),
    "a status set back to draft": set_back_to_draft,
    "a decision's reason": change(Incident, "decided_reason"),
    "a decision's person": change(Incident, "decided_by"),
    "the client's words": change(Incident, "request_verbatim"),
    "the route": change(Incident, "route"),
    "the salt of a report": change(Incident, "salt"),
    "a step's note": change(StepAnswer, "note"),
    "a step's outcome": change(StepAnswer, "outcome"),
    "a step's answer": change(StepAnswer, "data", clause__key="safety"),
    "the salt of a step": change(StepAnswer, "salt"),
    "a removed step": take(StepAnswer, clause__number=9),
    "a message": change(Message, "body", kind="reply"),
    "a message's time": change(Message, "sent_at", kind="reporter"),
    "the salt of a message": change(Message, "salt"),
    "a removed message": take(Message, kind="reporter"),
    "two messages' words exchanged": swap_two_bodies,
    "a foreign message": insert_message,
    "a foreign record": insert_incident,
    "an addendum": change(Addendum, "text"),
    "a removed addendum": take(Addendum),
    "a wall moved to somebody else": change(NamedPerson, "user"),
    "a wall taken down": take(NamedPerson),
    "a wall put up afterwards": insert_wall,
    "an export": change(Export, "profile"),
    "a removed export": take(Export),
    "an event's data": alter_event("incident_decided", "data"),
    "an event's actor": alter_event("incident_decided", "actor_id"),
    "an event's time": alter_event("message_sent", "at"),
    "an event's hash": alter_event("message_sent", "hash"),
    "a removed event in the middle": take_event("incident_escalated"),
    "a removed first event": take_event("incident_submitted"),
    "a removed last event": take_event("incident_closed"),
    "a removed event of an export": forget_an_export,
    "two links exchanged": swap_two_links,
    "an event rewritten with a fitting hash": rewrite_with_a_fitting_hash,
}


def names(row):
    """How the place may be named: the record's reference or id, the row's id, or the event in its chain."""
    chained = [f"{row.chain}#"] if isinstance(row, AuditEvent) else []
    return [str(row.pk), *chained, *filter(None, [getattr(row, "reference", None)])]


@pytest.mark.parametrize("what", HANDS)
def test_one_raw_change_is_found_and_its_place_named(unguarded, audit_verify, what):
    row = HANDS[what](unguarded)
    code, said = audit_verify()
    assert code == 1
    assert any(name in said for name in names(row)), said
