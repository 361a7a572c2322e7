"""Being away: what is owed goes to the cover at once, reporters are told, the clock never pauses, all comes back."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Access, Incident
from supervision import clock
from supervision.absences import acts
from supervision.models import Absence, Message, Notice
from tests import stories
from tests.cast import make_person
from tests.supervision.absent import DAY, away, everything_is_owed_by_somebody_present, owners

START = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)


@pytest.fixture
def at(time_machine):
    def move(hours):
        time_machine.move_to(START + datetime.timedelta(hours=hours), tick=False)

    move(0)
    return move


@pytest.fixture(autouse=True)
def _there(lena, tom, at):
    """Lead and cover are there in every story."""


def reloaded(incident):
    return Incident.objects.select_related("assignee").get(pk=incident.pk)


def sees(person, incident):
    return Incident.objects.visible_to(person).filter(pk=incident.pk).exists()


def said(incident):
    return list(incident.messages.filter(kind=Message.Kind.NOTICE).values_list("body", flat=True))


def test_open_reporters_are_notified(cara, sam, tom, organisation, team):
    ivanka = make_person(organisation, team, "Ivanka Dim", "caregiver", language="bg")
    incidents = [stories.submitted(cara), stories.answered(ivanka, by=sam)]
    away(sam, tom, after=1, kind="sick")
    for incident, language in zip(incidents, ("hu", "bg"), strict=True):
        message = incident.messages.get(kind="notice")
        assert (message.language, message.author) == (language, None)
        assert "Sam F." in message.body
        assert "Tom N." in message.body
        assert "sick" not in message.body
    assert {n.user for n in Notice.objects.filter(kind="covered")} == {cara, ivanka}


def test_only_those_whose_record_is_affected_are_told(cara, sam, tom, lena):
    others = [
        stories.closed(cara, by=sam),
        stories.resolved(cara, by=sam),
        stories.withdrawn(cara),
        stories.answered(cara, by=lena),
    ]
    before = Message.objects.count()
    away(sam, tom, after=1)
    assert Message.objects.count() == before
    assert not any(owner == tom for incident in others[:3] for owner in owners(incident).values())


def test_deadline_owner_is_cover(cara, sam, tom):
    incident = stories.submitted(cara)
    away(sam, tom, after=0.5)
    assert owners(incident) == {"reply": tom}
    assert reloaded(incident).assignee == sam
    assert sees(tom, incident)
    assert {n.user for n in Notice.objects.filter(kind="standing_in")} == {tom}


def test_what_falls_due_after_the_absence_stays_until_it_begins_and_comes_back(cara, sam, tom, at):
    incident = stories.submitted(cara)
    promise = stories.message(kind="holding", promised_at=START + 2 * DAY)
    perform(incident, "acknowledge", by=sam, message=promise)
    away(sam, tom, after=0.5, days=1)
    assert owners(incident) == {"promise": sam}
    at(12)
    assert [str(row.staff) for row in clock.run().rows("absence begun")] == ["Sam Fekete"]
    assert owners(incident) == {"promise": tom}
    assert clock.run() == clock.Pass()
    at(36)
    assert len(clock.run().rows("absence over")) == 1
    assert owners(incident) == {"promise": sam}
    assert not sees(tom, incident)
    assert Notice.objects.filter(user=sam, kind="given_back").count() == 1
    assert clock.run().rows("absence over") == []


def test_the_clock_does_not_pause(cara, sam, tom, lena, at):
    incident = stories.submitted(cara)
    due = incident.deadlines.get().due_at
    away(sam, tom)
    assert incident.deadlines.get().due_at == due
    at(18)
    clock.run()
    at(24)
    assert len(clock.run().rows("marked late")) == 1
    assert {n.user for n in Notice.objects.filter(kind="reminder")} == {tom}
    assert {n.user for n in Notice.objects.filter(kind="late")} == {tom, lena}


def test_whoever_writes_meanwhile_reaches_the_cover_who_can_answer(cara, sam, tom):
    incident = stories.answered(cara, by=sam)
    away(sam, tom)
    record(incident, "write", by=cara, body="Are you there?", language="en")
    assert owners(incident) == {"reply": tom}
    assert {n.user for n in Notice.objects.filter(kind="reporter_wrote")} == {tom}
    record(incident, "answer", by=tom, **stories.message("I am."))
    assert reloaded(incident).assignee == sam
    record(incident, "write", by=cara, body="Thank you", language="en")
    assert owners(incident) == {"reply": tom}


def test_who_answers_first_has_it_from_then_on(cara, sam, tom, at):
    incident = stories.submitted(cara)
    away(sam, tom, days=1)
    perform(incident, "acknowledge", by=tom, message=stories.message())
    at(30)
    clock.run()
    assert reloaded(incident).assignee == tom
    record(incident, "write", by=cara, body="One more", language="en")
    assert owners(incident) == {"reply": tom}


def test_a_new_report_meanwhile_is_the_covers(cara, sam, tom):
    away(sam, tom)
    incident = stories.submitted(cara)
    assert owners(incident) == {"reply": tom}
    assert sees(tom, incident)


def test_a_report_between_entering_and_leaving_goes_over_when_it_begins(cara, sam, tom, at):
    away(sam, tom, after=2)
    incident = stories.submitted(cara)
    assert owners(incident) == {"reply": sam}
    assert said(incident) == []
    at(48)
    clock.run()
    assert owners(incident) == {"reply": tom}
    assert len([text for text in said(incident) if "Tom" in text]) == 1


def test_a_decision_asked_of_somebody_away_goes_to_who_may_decide(cara, sam, tom, lena, organisation):
    judit = make_person(organisation, None, "Judit Ban", "safeguarding_lead")
    incident = stories.escalated(cara, by=sam, to=lena)
    away(lena, judit)
    assert owners(incident) == {"decision": judit}
    incident = perform(
        incident, "decide", by=judit, reason="Kept", message=stories.message("Decided."), next_person=sam
    )
    assert incident.decided_by == judit


def test_called_off_everything_comes_back_at_once_and_the_reporter_hears_it(cara, sam, tom):
    incident = stories.submitted(cara)
    absence = away(sam, tom)
    acts.call_off(absence, sam)
    assert owners(incident) == {"reply": sam}
    assert not sees(tom, incident)
    assert len(said(incident)) == 2
    assert {n.user for n in Notice.objects.filter(kind="back")} == {cara}
    assert Absence.objects.get().cancelled_by == sam
    with pytest.raises(NotNow) as refusal:
        acts.call_off(absence, sam)
    assert refusal.value.reasons == ["absence_over"]


def test_two_absences_back_to_back_never_leave_anything_with_somebody_away(cara, sam, tom, organisation, at):
    eva = make_person(organisation, None, "Eva Dvo", "supervisor")
    incident = stories.submitted(cara)
    away(sam, tom, days=1)
    away(sam, eva, after=1, days=1)
    at(24)
    done = clock.run()
    assert (len(done.rows("absence over")), done.failed) == (1, [])
    assert owners(incident) == {"reply": eva}
    assert not sees(tom, incident)
    at(48)
    clock.run()
    assert owners(incident) == {"reply": sam}


def test_a_cover_who_leaves_gives_way_to_the_next_in_turn_and_the_lead_hears_it(cara, sam, tom, lena, organisation):
    judit = make_person(organisation, None, "Judit Ban", "safeguarding_lead")
    incident = stories.submitted(cara)
    away(sam, tom)
    tom.is_active = False
    tom.save()
    assert len(clock.run().rows("passed on")) == 1
    assert owners(incident)["reply"] in (lena, judit)
    assert sees(owners(incident)["reply"], incident)
    assert clock.run() == clock.Pass()


def test_whoever_leaves_the_service_gives_way_at_the_next_pass(cara, sam, tom, lena):
    incident = stories.submitted(cara)
    sam.is_active = False
    sam.save()
    assert len(clock.run().rows("passed on")) == 1
    assert owners(incident) == {"reply": lena}
    assert reloaded(incident).assignee == lena
    assert {n.user for n in Notice.objects.filter(kind="passed_to_you")} == {lena}
    assert clock.run() == clock.Pass()


def test_a_cover_who_goes_away_herself_gives_way_to_hers(cara, sam, tom, lena, organisation):
    eva = make_person(organisation, None, "Eva Dvo", "supervisor")
    incident = stories.submitted(cara)
    away(sam, tom)
    away(tom, eva)
    assert owners(incident) == {"reply": eva}
    assert sees(eva, incident)
    assert {n.user for n in Notice.objects.filter(kind="cover_gone")} == {lena}


def test_who_was_refused_does_not_come_back_as_cover_while_there_is_somebody_else(cara, sam, tom, lena):
    cara.profile.preferences = {"not_users": [str(tom.pk)]}
    cara.profile.save()
    incident = stories.submitted(cara)
    away(sam, tom)
    assert owners(incident) == {"reply": lena}


def test_who_was_refused_stands_in_where_there_is_nobody_else(cara, sam, tom, lena):
    cara.profile.preferences = {"not_users": [str(tom.pk)]}
    cara.profile.save()
    type(lena).objects.filter(pk=lena.pk).update(is_active=False)
    incident = stories.submitted(cara)
    away(sam, tom)
    assert owners(incident) == {"reply": tom}


def test_nobody_named_or_reporting_ever_stands_in_though_she_is_the_cover(cara, sam, tom, lena):
    away(sam, tom, after=0.1)
    named, own = stories.submitted(cara, named=[tom]), stories.submitted(tom)
    away_now = [owners(named)["reply"], owners(own)["reply"]]
    assert tom not in away_now
    assert not sees(tom, named)
    assert Access.objects.filter(user=tom, incident__in=[named, own]).count() == 0


def test_a_week_without_a_clock(cara, sam, tom, at):
    incident = stories.submitted(cara)
    away(sam, tom, after=0.5)
    at(24 * 7)
    done = clock.run()
    assert done.failed == []
    assert owners(incident) == {"reply": sam}
    assert len(said(incident)) == 2  # of the absence, once, and that it is late
    absence = Absence.objects.get()
    assert absence.begun_at is not None
    assert absence.over_at is not None
    assert clock.run() == clock.Pass()
    assert everything_is_owed_by_somebody_present()


def test_everything_is_proven(cara, sam, tom, at):
    stories.submitted(cara)
    away(sam, tom)
    assert verify().findings == []
    acts.call_off(Absence.objects.get(), sam)
    assert verify().findings == []
    told = AuditEvent.objects.filter(act__in=("absence_entered", "absence_called_off")).values_list("data", flat=True)
    assert all(set(data) == {"absence", "staff", "digests"} for data in told)
    assert len(told) == 2


def test_a_lead_enters_it_for_a_colleague_who_rings_in_sick_and_nobody_else_does(cara, sam, tom, lena, rita, olly):
    incident = stories.submitted(cara)
    for stranger in (tom, cara, rita, olly):
        with pytest.raises((NotPermitted, ValidationError)):
            away(sam, lena, by=stranger)
    absence = away(sam, tom, by=lena, kind="sick")
    assert (absence.entered_by, owners(incident)) == (lena, {"reply": tom})
    with pytest.raises(NotPermitted):
        acts.call_off(absence, tom)
