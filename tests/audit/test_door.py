"""The one door: in which order it refuses, what it hands back, and that nobody gets round it."""

import pytest

from audit.chain import chain_name, last_event
from audit.door import declared_acts, perform, record
from audit.errors import NotNow, NotPermitted, UnknownVerb
from audit.models import AuditEvent
from boundaries.models import Incident
from tests import stories


def test_an_unknown_verb_is_refused_even_to_a_stranger(cara, olly):
    incident = stories.submitted(cara)
    with pytest.raises(UnknownVerb):
        perform(incident, "abolish", by=olly)
    with pytest.raises(UnknownVerb):
        record(incident, "abolish", by=olly)


def test_whoever_may_not_is_never_told_why_it_would_not_be_possible(cara, olly):
    incomplete = stories.drafts.begin(cara, stories.uuid7())
    with pytest.raises(NotPermitted) as refusal:
        perform(incomplete, "submit", by=olly)
    assert "missing" not in str(refusal.value)


def test_whoever_may_gets_every_reason_at_once(cara):
    incomplete = stories.drafts.begin(cara, stories.uuid7())
    with pytest.raises(NotNow) as refusal:
        perform(incomplete, "submit", by=cara)
    assert {"event_type_missing", "request_missing", "step_7_missing", "step_13_missing"} <= set(refusal.value.reasons)


def test_the_wrong_status_is_the_only_reason_told(cara, sam):
    incident = stories.submitted(cara)
    with pytest.raises(NotNow) as refusal:
        perform(incident, "resolve", by=sam, **stories.RESULT, message={"body": "Too early", "language": "en"})
    assert refusal.value.reasons == ["wrong_status"]


def test_the_instance_passed_in_is_untouched(cara):
    draft = stories.draft(cara)
    before = dict(vars(draft))
    fresh = perform(draft, "submit", by=cara)
    assert vars(draft) == before
    assert (draft.status, fresh.status) == ("draft", "submitted")


def test_a_stale_instance_acts_on_the_record_as_it_is_now(cara, sam):
    stale = stories.draft(cara)
    stories.perform(stale, "submit", by=cara)
    with pytest.raises(NotNow) as refusal:
        perform(stale, "submit", by=cara)
    assert refusal.value.reasons == ["wrong_status"]


def test_a_record_that_is_gone_meanwhile_is_a_refusal(cara):
    draft = stories.draft(cara)
    record(draft, "discard", by=cara)
    with pytest.raises(NotNow):
        perform(draft, "submit", by=cara)
    with pytest.raises(NotNow):
        record(draft, "discard", by=cara)


def test_an_event_tells_who_when_under_which_role_and_from_where_to_where(cara, sam):
    incident = stories.answered(cara, by=sam)
    event = last_event(chain_name(incident))
    assert (event.act, event.actor_id, event.role) == ("incident_acknowledged", sam.pk, "supervisor")
    assert (event.from_status, event.to_status, event.seq) == ("submitted", "acknowledged", 2)
    assert (event.organisation_id, event.object_id) == (incident.organisation_id, incident.pk)


def test_reading_goes_to_a_chain_of_its_own_and_leaves_the_record_alone(cara, sam):
    incident = stories.submitted(cara)
    before = last_event(chain_name(incident))
    record(incident, "open", by=sam)
    assert last_event(chain_name(incident)) == before
    assert last_event(chain_name(incident, "access")).act == "record_opened"


def test_a_discarded_draft_leaves_its_event_and_nothing_else(cara):
    draft = stories.draft(cara)
    record(draft, "discard", by=cara)
    assert not Incident.objects.filter(pk=draft.pk).exists()
    event = AuditEvent.objects.get(object_id=draft.pk)
    assert (event.act, event.data) == ("draft_discarded", {})


def test_a_draft_begun_again_under_the_same_id_can_be_sent(cara):
    draft = stories.draft(cara)
    record(draft, "discard", by=cara)
    again = stories.drafts.begin(cara, draft.pk, kind="question")
    Incident.objects.filter(pk=again.pk).update(question="May I give my number?")
    assert perform(again, "submit", by=cara).status == "submitted"


ACTS = sorted(name for model, name in declared_acts() if model is Incident)
# what nobody signs: the clock, a machine, and the independent contact, whose link is her key
OF_THE_SYSTEM = (
    "alarm_ahead", "answer_from_outside", "arrange_cover", "ask_exercise", "breach", "change_owner", "climb_alarm", "end_cover",
    "end_hearing", "end_ladder", "hand_outside", "notice_silence", "remind", "take_outside", "translate_by_machine",
)  # fmt: skip
GIVEN = {
    "add_information": {"text": "More", "language": "en"},
    "answer": stories.message(),
    "breach": {"deadline": stories.uuid7()},
    "enter_in_care_record": {"reference": "CR-1"},
    "export": {"language": "en", "profile": "pseudonymised", "record_digest": "0" * 64},
    "remind": {"deadline": stories.uuid7()},
    "write": {"body": "Hello", "language": "en"},
}


@pytest.mark.parametrize("name", ACTS)
def test_no_act_is_open_to_an_outsider_or_to_somebody_named(cara, sam, olly, name):
    incident = stories.submitted(cara, named=[sam])
    for person in (olly, sam):
        with pytest.raises(NotPermitted):
            record(incident, name, by=person, **GIVEN.get(name, {}))


@pytest.mark.parametrize("name", [name for name in ACTS if name not in OF_THE_SYSTEM])
def test_no_act_of_people_is_open_to_the_system_or_to_somebody_who_left(cara, sam, name):
    incident = stories.submitted(cara)
    for person in (cara, sam):
        person.is_active = False
    for person in (None, cara, sam):
        with pytest.raises(NotPermitted):
            record(incident, name, by=person, **GIVEN.get(name, {}))


@pytest.mark.parametrize("name", OF_THE_SYSTEM)
def test_what_the_system_does_nobody_else_may_do(cara, sam, lena, name):
    incident = stories.submitted(cara)
    for person in (cara, sam, lena):
        with pytest.raises(NotPermitted):
            record(incident, name, by=person, deadline=incident.deadlines.get(kind="reply").pk)
