"""Nothing is built on an altered record: the door refuses, and what was altered is still found after later acts."""

import pytest

from audit.chain import chain_name, last_event
from audit.door import perform, record
from audit.errors import NotNow
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Incident
from tests import stories, tampering

STATE = ["assignee", "acknowledged_at", "acknowledged_by", "need_served", "care_record_ref", "salt"]


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, by=sam, client=client_k)


def refused(incident, sam, cara):
    """Every kind of act on the record is refused for the one reason."""
    acts = [
        lambda: record(incident, "write", by=cara, body="Hello", language="en"),
        lambda: record(incident, "answer", by=sam, **stories.message()),
        lambda: record(incident, "add_information", by=sam, text="More", language="en"),
        lambda: perform(incident, "escalate", by=sam, to=None, reason="?"),
    ]
    for act in acts:
        with pytest.raises(NotNow) as refusal:
            act()
        assert refusal.value.reasons == ["record_altered"]
    return True


@pytest.mark.parametrize("field", STATE)
def test_a_record_changed_by_hand_is_refused_and_nothing_is_written(incident, sam, cara, lena, field):
    if field == "salt":
        tampering.drop_triggers()
    if field == "assignee":
        Incident.objects.filter(pk=incident.pk).update(assignee=lena)
    else:
        tampering.alter(incident, field)
    events = AuditEvent.objects.count()
    assert refused(incident, sam if field != "assignee" else lena, cara)
    assert AuditEvent.objects.count() == events
    assert verify().findings


def test_a_status_changed_by_hand_is_refused_where_the_verb_would_fit(cara, sam, lena):
    incident = stories.escalated(cara, by=sam, to=lena)
    Incident.objects.filter(pk=incident.pk).update(status="acknowledged")
    with pytest.raises(NotNow) as refusal:
        perform(incident, "escalate", by=sam, to=lena, reason="?")
    assert refusal.value.reasons == ["record_altered"]


def test_a_record_put_in_by_hand_without_a_history_is_refused(incident, sam, cara):
    copy = Incident.objects.get(pk=incident.pk)
    copy.pk, copy.reference = stories.uuid7(), "DS-XXXX-XXXX"
    copy.save(force_insert=True)
    assert refused(copy, sam, cara)


def test_a_last_link_rewritten_to_fit_is_refused(incident, sam, cara):
    tampering.drop_triggers()
    Incident.objects.filter(pk=incident.pk).update(need_served="Put in by hand")
    row, event = Incident.objects.get(pk=incident.pk), last_event(chain_name(incident))
    event.data["digests"] |= row.digests("state")
    AuditEvent._base_manager.filter(pk=event.pk).update(data=event.data)
    assert refused(incident, sam, cara)


@pytest.mark.parametrize("what", ["report", "answer", "message"])
def test_later_acts_do_not_launder_what_was_altered(incident, sam, cara, what):
    tampering.drop_triggers()
    row, field = {
        "report": (incident, "request_verbatim"),
        "answer": (incident.answers.first(), "note"),
        "message": (incident.messages.get(kind="reply"), "body"),
    }[what]
    tampering.alter(row, field)
    record(incident, "write", by=cara, body="Hello", language="en")
    record(incident, "answer", by=sam, **stories.message())
    stories.measured(incident, sam)
    perform(incident, "resolve", by=sam, message={"body": "So", "language": "en"}, **stories.RESULT)
    findings = [str(finding) for finding in verify().findings]
    assert len(findings) == 1
    assert str(row.pk) in findings[0] or incident.reference in findings[0]


def test_reading_an_altered_record_is_still_recorded(incident, sam):
    tampering.alter(incident, "need_served")
    record(incident, "open", by=sam)
    assert AuditEvent.objects.get(act="record_opened").actor_id == sam.pk


def test_who_may_not_is_not_told_that_it_was_altered(incident, olly):
    tampering.alter(incident, "need_served")
    with pytest.raises(Exception, match="answer") as refusal:
        record(incident, "answer", by=olly, **stories.message())
    assert type(refusal.value).__name__ == "NotPermitted"
