"""Sending is one act: message, obligation, notice, mail and event, all of them or none (B-CS-16)."""

import pytest

from audit import chain
from audit.door import perform, record
from audit.models import AuditEvent, OutboxItem
from boundaries.models import Incident, IncidentLink
from supervision import links
from supervision.models import Deadline, InternalNote, Message, Notice, ReplyDraft
from tests import stories
from tests.supervision.test_messages import GENTLE, SIGN

pytestmark = pytest.mark.django_db
MODELS = (Message, Deadline, Notice, OutboxItem, AuditEvent, InternalNote, IncidentLink, ReplyDraft, Incident)


class DiskFullError(Exception):
    pass


def everything():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


@pytest.fixture
def failing(monkeypatch):
    """The chain takes no event any more."""

    def fail(*args, **kwargs):
        raise DiskFullError

    return lambda: monkeypatch.setattr(chain, "append", fail)


def promised():
    from tests.supervision.test_conversation import holding

    return holding(5)


ACTS = {
    "answer": lambda i, p: record(i, "answer", by=p["sam"], **stories.message()),
    "holding": lambda i, p: record(i, "answer", by=p["sam"], **promised()),
    "write": lambda i, p: record(i, "write", by=p["cara"], body="And?", language="hu"),
    "sign": lambda i, p: record(i, "sign", by=p["sam"], **SIGN),
    "follow_up": lambda i, p: record(i, "follow_up", by=p["sam"], **GENTLE),
    "note": lambda i, p: record(i, "note", by=p["sam"], body="Between us", language="en"),
    "correct": lambda i, p: record(
        i, "correct", by=p["sam"], message=str(i.messages.get(kind="reply").pk), body="Better", language="en"
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_send_is_atomic(cast, failing, name):
    incident = stories.answered(cast["cara"], by=cast["sam"])
    ReplyDraft.objects.create(incident=incident, user=cast["sam"], body="Begun")
    before = everything()
    failing()
    with pytest.raises(DiskFullError):
        ACTS[name](incident, cast)
    assert everything() == before


def test_the_first_answer_is_atomic_too(cara, sam, failing):
    incident = stories.submitted(cara)
    before = everything()
    failing()
    with pytest.raises(DiskFullError):
        perform(incident, "acknowledge", by=sam, message=stories.message())
    assert everything() == before


def test_a_question_after_the_end_is_sent_with_its_link_or_not_at_all(cara, sam, monkeypatch):
    incident = stories.closed(cara, by=sam)
    before = everything()

    def fail(*args, **kwargs):
        raise DiskFullError

    monkeypatch.setattr(links, "record", fail)
    with pytest.raises(DiskFullError):
        links.ask_about(incident, cara, body="And now?", language="hu")
    assert everything() == before


def test_receipt_created_once(cara):
    incident = stories.submitted(cara)
    record(incident, "write", by=cara, body="And?", language="hu")
    assert incident.messages.filter(kind="receipt").count() == 1
