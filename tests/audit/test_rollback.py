"""All or nothing: whatever fails inside the door, nothing of the act remains."""

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import ValidationError

from audit import chain, door
from audit.door import perform, record
from audit.models import OutboxItem
from audit.verify import verify
from boundaries.models import Incident
from supervision import consequences
from tests import stories


class BrokenError(Exception):
    pass


def fail(*_, **__):
    raise BrokenError


def counts():
    """Rows per table, and where every incident stands."""
    models = [
        model for model in apps.get_models() if model.__module__.split(".")[0] in ("audit", "boundaries", "supervision")
    ]
    rows = {model.__name__: model._base_manager.count() for model in models}
    return rows | {"stands": sorted(Incident.objects.values_list("pk", "status", "due_at", "assignee", "reference"))}


def verbs(cara, sam, lena):
    """Each verb and act that writes most, on a record that is ready for it."""
    message = stories.message()
    return {
        "submit": lambda: (stories.draft(cara), perform, "submit", {"by": cara}),
        "acknowledge": lambda: (stories.submitted(cara), perform, "acknowledge", {"by": sam, "message": message}),
        "escalate": lambda: (stories.answered(cara, sam), perform, "escalate", {"by": sam, "to": lena, "reason": "?"}),
        "decide": lambda: (
            stories.escalated(cara, sam, lena),
            perform,
            "decide",
            {"by": lena, "reason": "So", "message": message, "next_person": sam},
        ),
        "write": lambda: (stories.answered(cara, sam), record, "write", {"by": cara, "body": "And?", "language": "en"}),
        "answer": lambda: (stories.answered(cara, sam), record, "answer", {"by": sam, **message}),
    }


NAMES = ["submit", "acknowledge", "escalate", "decide", "write", "answer"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_remains_when_the_event_cannot_be_appended(cara, sam, lena, name, monkeypatch):
    incident, way, verb, details = verbs(cara, sam, lena)[name]()
    before = counts()
    monkeypatch.setattr(chain, "append", fail)
    with pytest.raises(BrokenError):
        way(incident, verb, **details)
    assert counts() == before


@pytest.mark.parametrize("name", NAMES)
def test_nothing_remains_when_the_last_consequence_fails(cara, sam, lena, name, monkeypatch):
    incident, way, verb, details = verbs(cara, sam, lena)[name]()
    declared = Incident.declared_transitions().get(verb)
    event = declared.custom["event"] if declared else door.declared_acts()[Incident, verb].event
    before = counts()
    monkeypatch.setitem(door._follows, event, [*door._follows[event], fail])
    with pytest.raises(BrokenError):
        way(incident, verb, **details)
    assert counts() == before
    monkeypatch.undo()
    way(incident, verb, **details)
    assert counts() != before


@pytest.mark.parametrize(
    ("verb", "changed"),
    [
        ("acknowledge", {"message": stories.message(body="  ")}),
        ("acknowledge", {"message": stories.message(kind="receipt")}),
        ("acknowledge", {"message": stories.message(body="x" * 20_001)}),
        ("escalate", {"reason": ""}),
        ("escalate", {"to": None}),
        ("decide", {"next_person": None}),
        ("decide", {"reason": ""}),
    ],
)
def test_nothing_remains_when_what_was_given_is_not_valid(cara, sam, lena, verb, changed):
    incident, way, verb, details = verbs(cara, sam, lena)[verb]()
    before = counts()
    with pytest.raises(ValidationError):
        way(incident, verb, **details | changed)
    assert counts() == before


@pytest.mark.parametrize("empty", ["outcome", "contact_type", "need_served", "reason"])
def test_a_result_without_its_parts_is_no_result(cara, sam, empty):
    incident = stories.ready(cara, sam)
    with pytest.raises(ValidationError):
        perform(incident, "resolve", by=sam, **stories.RESULT | {empty: ""}, message={"body": "So", "language": "en"})


def test_every_verb_and_every_act_that_moves_something_has_consequences():
    events = {t.custom["event"] for t in Incident.declared_transitions().values()}
    assert events <= set(consequences.FOLLOWS)


def test_nothing_leaves_the_system_but_by_the_outbox(cara, sam, lena):
    stories.closed(cara, by=sam)
    stories.decided(cara, by=sam, to=lena)
    assert mail.outbox == []
    assert OutboxItem.objects.filter(sent_at=None).count() >= 8
    assert verify().findings == []


def test_a_notice_and_its_mail_are_written_in_the_same_act(cara, sam, monkeypatch):
    incident = stories.submitted(cara)
    waiting = OutboxItem.objects.count()
    monkeypatch.setattr(OutboxItem, "__init__", fail)
    with pytest.raises(BrokenError):
        perform(incident, "acknowledge", by=sam, message=stories.message())
    assert (OutboxItem.objects.count(), incident.notices.count()) == (waiting, 1)
