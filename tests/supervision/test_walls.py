"""Walls beat roles: whoever is part of an event never reads, answers, decides, is assigned or hears of it."""

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from audit.door import declared_acts, perform, record
from audit.errors import NotPermitted
from audit.models import OutboxItem
from boundaries.models import Incident
from supervision import assignment, clock
from supervision.models import Notice
from supervision.notices import inbox
from tests import stories
from tests.cast import make_person

INDEPENDENT = {"event": "no_action_or_retaliation"}


@pytest.fixture
def lex(organisation):
    """A lead who is not for safeguarding."""
    return make_person(organisation, None, "Lex Lead", Role.LEAD)


def told(incident):
    return {notice.user_id for notice in Notice.objects.filter(incident=incident)}


def test_an_event_that_names_the_supervisor_goes_past_him(cara, sam, lena):
    incident = stories.submitted(cara, named=[sam])
    assert incident.assignee == lena
    assert set(incident.deadlines.values_list("owner", flat=True)) == {lena.pk}
    assert told(incident) == {lena.pk}
    assert not OutboxItem.objects.filter(recipient_id=sam.pk).exists()


def whole_story(cara, lena, lex, named, time_machine):
    """Urgent, late, reminded, escalated, decided, written in, resolved, reopened: everything that tells somebody."""
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.submitted(cara, named=[named], safety_concern="yes")
    for hour in ("08:50", "09:10", "10:30"):
        time_machine.move_to(f"2026-03-02 {hour}Z", tick=False)
        assert clock.run().failed == []
    message = stories.message("Decided")
    perform(incident, "decide", by=lena, reason="Stop visits", message=message, next_person=lex)
    record(incident, "write", by=cara, body="Thank you", language="en")
    time_machine.move_to("2026-03-04 08:00Z", tick=False)
    assert clock.run().failed == []
    record(incident, "answer", by=lex, **stories.message())
    record(incident, "waive_hearing", by=lena, person=named, reason="It would put her in danger.")
    stories.measured(incident, lex)
    perform(incident, "resolve", by=lex, message={"body": "So", "language": "en"}, **stories.RESULT)
    return perform(incident, "reopen", by=cara, reason="Again")


@pytest.mark.parametrize("roles", [[Role.SUPERVISOR], [Role.SUPERVISOR, Role.LEAD], list(Role)])
def test_through_a_whole_story_somebody_named_hears_sees_and_gets_nothing(
    organisation, team, cara, sam, lena, lex, roles, time_machine
):
    ned = make_person(organisation, team, "Ned Part", *roles)
    team.supervisor, team.lead = ned, ned
    team.save()
    incident = whole_story(cara, lena, lex, ned, time_machine)
    assert len(told(incident)) >= 3
    assert ned.pk not in told(incident)
    assert not OutboxItem.objects.filter(recipient_id=ned.pk).exists()
    assert not incident.assignments.filter(user=ned).exists()
    assert not incident.deadlines.filter(owner=ned).exists()
    assert not incident.doors.filter(user=ned).exists()
    assert not Incident.objects.visible_to(ned).exists()
    assert list(inbox(ned)) == []
    for people in (assignment.deciders(incident), assignment.next_people(incident)):
        assert people
        assert ned not in people


def test_nobody_named_is_accepted_as_addressee_or_next_person(cara, sam, lena, lex):
    incident = stories.answered(cara, by=sam, named=[lex])
    with pytest.raises(ValidationError):
        perform(incident, "escalate", by=sam, to=lex, reason="?")
    perform(incident, "escalate", by=sam, to=lena, reason="?")
    with pytest.raises(ValidationError):
        perform(incident, "decide", by=lena, reason="So", message=stories.message(), next_person=lex)


def test_an_old_notice_of_somebody_named_since_is_gone_from_the_inbox(cara, sam):
    incident = stories.submitted(cara)
    assert len(inbox(sam)) == 1
    incident.named.create(user=sam)
    assert len(inbox(sam)) == 0


def test_nobody_hears_of_what_she_may_not_see(cara, sam, petra, team):
    team.lead = petra  # leads the team on paper and has no right to read it
    team.save()
    incident = stories.submitted(cara, safety_concern="yes")
    deadline = incident.deadlines.get(kind="urgent")
    type(deadline)._base_manager.filter(pk=deadline.pk).update(remind_at=deadline.opened_at)
    clock.run()
    assert told(incident) == {sam.pk}


@pytest.mark.parametrize("roles", [[Role.SUPERVISOR], [Role.LEAD], [Role.SAFEGUARDING_LEAD], list(Role)])
def test_a_reporter_never_answers_decides_or_resolves_her_own(organisation, team, sam, lena, roles):
    reporter = make_person(organisation, team, "Rosa Own", *roles)
    team.supervisor = team.lead = reporter
    team.save()
    incident = stories.submitted(reporter)
    assert incident.assignee not in (reporter, None)
    for verb in ("acknowledge", "escalate", "decide", "resolve", "close"):
        with pytest.raises(NotPermitted):
            perform(incident, verb, by=reporter)
    with pytest.raises(NotPermitted):
        record(incident, "answer", by=reporter, **stories.message())
    assert reporter not in assignment.deciders(incident) + assignment.next_people(incident)


def test_a_way_past_the_line_goes_past_supervisor_and_leads(cara, sam, lex, organisation):
    sage = make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    incident = stories.submitted(cara, **INDEPENDENT)
    assert incident.assignee == sage
    assert told(incident) == {sage.pk}
    assert assignment.deciders(incident) == [sage]
    for person in (sam, lex):
        assert not Incident.objects.visible_to(person).exists()


def test_a_late_answer_past_the_line_is_not_told_to_the_line(cara, sam, lex, organisation, team, time_machine):
    team.lead = lex
    team.save()
    sage = make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    time_machine.move_to("2026-03-02 08:00Z", tick=False)
    incident = stories.submitted(cara, **INDEPENDENT)
    time_machine.move_to("2026-03-02 12:00Z", tick=False)
    assert len(clock.run().rows("marked late")) == 2
    assert told(incident) == {sage.pk}


def test_a_report_about_the_safeguarding_lead_still_reaches_somebody(cara, sam, lena, lex):
    incident = stories.submitted(cara, named=[lena], **INDEPENDENT)
    assert incident.assignee == lex
    assert Incident.objects.visible_to(lex).get() == incident


def test_somebody_outside_the_line_comes_before_somebody_of_it(cara, organisation, team, lena):
    sage = make_person(organisation, None, "Sage Guard", Role.SAFEGUARDING_LEAD)
    assert team.lead == lena
    assert stories.submitted(cara, **INDEPENDENT).assignee == sage


def test_olly_is_offered_let_in_and_told_nothing(cara, sam, lena, olly):
    incident = stories.escalated(cara, by=sam, to=lena)
    assert olly not in assignment.deciders(incident) + assignment.next_people(incident)
    for name in (name for model, name in declared_acts() if model is Incident):
        with pytest.raises(NotPermitted):
            record(incident, name, by=olly)
    assert not Notice.objects.filter(user=olly).exists()
