"""Who is told what: one table, event by event; nobody twice, never the one who did it, never what was said."""

from pathlib import Path

import pytest

from audit.door import declared_acts, perform, record
from audit.models import OutboxItem
from boundaries.models import Incident
from supervision import clock, consequences, notices, settling
from supervision.models import Notice
from tests import stories


def new(incident, before):
    rows = Notice.objects.filter(incident=incident).exclude(pk__in=before).select_related("user")
    return sorted((row.user.given_name.lower(), row.kind) for row in rows)


@pytest.fixture
def told(cara, sam, lena):
    """A function: the notices that one act on a record adds, as (person, kind)."""

    def run(incident, way, verb, by, **details):
        before = list(Notice.objects.values_list("pk", flat=True))
        way(incident, verb, by=by, **details)
        return new(incident, before)

    return run


def test_each_event_tells_exactly_who_must_know(cara, sam, lena, told):
    message, result = stories.full(), {"body": "So", "language": "en"}
    words = {"body": "And?", "language": "en"}
    more = {"text": "More", "language": "en"}
    draft = stories.draft(cara)
    assert told(draft, perform, "submit", cara) == [("sam", "report_received")]
    assert told(draft, perform, "acknowledge", sam, message=message) == [("cara", "answered")]
    assert told(draft, record, "write", cara, **words) == [("sam", "reporter_wrote")]
    assert told(draft, record, "answer", sam, **message) == [("cara", "answered")]
    assert told(draft, record, "add_information", cara, **more) == [("sam", "information_added")]
    assert told(draft, record, "add_information", lena, **more) == [("cara", "information_added")]
    assert told(draft, perform, "escalate", sam, to=lena, reason="?") == [("lena", "decision_needed")]
    decided = told(draft, perform, "decide", lena, reason="So", message=message, next_person=sam)
    assert decided == [("cara", "answered"), ("sam", "decided")]
    stories.measured(draft, sam)
    assert told(draft, perform, "resolve", sam, message=result, **stories.RESULT) == [("cara", "result")]
    assert told(draft, perform, "reopen", cara, reason="Again") == [("sam", "reopened")]
    assert told(draft, record, "answer", sam, **message) == [("cara", "answered")]
    assert told(draft, perform, "resolve", lena, message=result, **stories.RESULT) == [("cara", "result")]
    assert told(draft, record, "agree", cara) == [("sam", "agreed")]
    assert told(draft, record, "open", sam) == []
    assert told(draft, record, "enter_in_care_record", cara, reference="CR-7") == []
    assert told(draft, record, "answer_closing_questions", cara, **stories.HOW_IT_WAS) == [("sam", "how_it_was")]
    assert told(draft, perform, "close", sam, reason="Done") == [("cara", "closed")]
    assert told(stories.submitted(cara), perform, "withdraw", cara, reason="Settled") == [("sam", "withdrawn")]


def test_an_urgent_report_is_announced_as_urgent(cara, sam):
    incident = stories.submitted(cara, safety_concern="unsure")
    assert new(incident, []) == [("sam", "urgent_report")]


def test_nobody_is_told_of_her_own_act(cara, sam, lena, told):
    """Lena is responsible, addressee and decider at once: she hears of none of it from herself."""
    incident = stories.submitted(cara, named=[sam])
    assert incident.assignee == lena
    told(incident, perform, "acknowledge", lena, message=stories.message())
    assert told(incident, perform, "escalate", lena, to=lena, reason="?") == []
    message = stories.message()
    assert told(incident, perform, "decide", lena, reason="So", message=message, next_person=lena) == [
        ("cara", "answered")
    ]


def test_nobody_is_told_the_same_twice(cara, lena, team, time_machine):
    """Lena owns what is late, leads the team and decides for the service: three reasons, one notice."""
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.submitted(cara)
    time_machine.move_to("2026-03-03 08:00Z", tick=False)
    clock.run()
    assert Notice.objects.filter(incident=incident, user=lena, kind="late").count() == 1


def events_of_records():
    events = {t.custom["event"] for t in Incident.declared_transitions().values()}
    return events | {act.event for (model, _name), act in declared_acts().items() if model is Incident}


def test_of_every_event_the_table_says_who_is_told_or_that_nobody_is():
    events, tables = events_of_records(), (set(notices.TOLD), set(notices.TELLS_NOBODY), set(notices.TOLD_ELSEWHERE))
    assert set.union(*tables) == events
    assert sum(map(len, tables)) == len(events)
    assert set(consequences.FOLLOWS) <= set(notices.TOLD)
    assert len(events) >= 40
    root = Path(notices.__file__).resolve().parent.parent
    assert all((root / file).is_file() for file in notices.TOLD_ELSEWHERE.values())


def test_every_kind_of_notice_has_words():
    kinds = {kind for rows in notices.TOLD.values() for _people, kind in rows if isinstance(kind, str)}
    assert kinds | {"urgent_report", "report_received"} | notices.NOW <= set(notices.WORDS)
    settled = {kind for kinds in settling.SETTLED.values() for kind in kinds}
    assert settled | set(settling.OF_OBLIGATIONS) | set(settling.OF_THE_ASSIGNEE) <= set(notices.WORDS)
    assert set(settling.SETTLED) <= set(notices.TOLD)


def test_a_mail_waits_for_everybody_with_an_address_and_says_only_that_something_happened(cara, sam):
    type(sam).objects.filter(pk=sam.pk).update(email=None)
    incident = stories.submitted(cara)
    assert not OutboxItem.objects.exists()
    perform(incident, "acknowledge", by=sam, message=stories.message())
    item = OutboxItem.objects.get()
    assert (item.channel, item.recipient_id, item.sent_at) == ("mail", cara.pk, None)
    assert set(item.payload) == {"notice", "kind", "reference"}


def test_what_was_read_stays_read(cara, sam):
    incident = stories.submitted(cara)
    notices.mark_read(sam, incident)
    assert notices.inbox(sam, only_unread=True) == []
    assert len(notices.inbox(sam)) == 1
