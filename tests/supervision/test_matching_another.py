"""Another person: chosen by whoever leads, with a reason, or asked for by the reporter, without one."""

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from audit.door import perform, record
from audit.errors import NotNow, NotPermitted
from boundaries.models import Incident
from supervision.matching.choosing import choosable
from supervision.models import Notice, OtherPersonAsked
from tests import stories
from tests.cast import make_person
from tests.supervision.matched import away, knowing, supervisor
from tests.supervision.pages import address, in_english, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(cara, sam, tom, lena):
    return stories.submitted(cara)


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def clock_of(incident):
    return {row.kind: (row.due_at, row.opened_at, row.owner) for row in incident.deadlines.open()}


def kinds_for(person):
    return list(Notice.objects.filter(user=person).order_by("created_at").values_list("kind", flat=True))


# -- chosen by hand -----------------------------------------------------------------------------------------------


def test_override_keeps_reason(incident, sam, tom, lena):
    record(incident, "assign", by=lena, to=tom, reason="Knows the family")
    row = incident.assignments.get(until=None)
    assert (row.user, row.basis, row.made_by, row.reason) == (tom, "chosen", lena, "Knows the family")
    assert fresh(incident).assignee == tom


def test_an_override_without_a_reason_is_refused(incident, tom, lena):
    with pytest.raises(ValidationError) as fault:
        record(incident, "assign", by=lena, to=tom, reason=" ")
    assert "reason" in fault.value.message_dict
    fields = {"to": tom.pk, "reason": ""}
    assert "Say why" in send(in_english(lena), address(incident, "assign"), status=200, **fields)


def test_the_first_in_turn_needs_no_reason(incident, sam, lena):
    record(incident, "assign", by=lena, to=lena, reason="I know her")
    record(incident, "assign", by=lena, to=sam)
    assert fresh(incident).assignee == sam


def test_what_is_owed_goes_along_with_its_clock(incident, sam, tom, lena):
    before = clock_of(incident)
    record(incident, "assign", by=sam, to=tom, reason="He speaks Czech")
    after = clock_of(incident)
    assert {kind: row[:2] for kind, row in after.items()} == {kind: row[:2] for kind, row in before.items()}
    assert {row[2] for row in after.values()} == {tom}
    assert fresh(incident).due_at == incident.due_at


def test_both_and_the_reporter_are_told(incident, cara, sam, tom, lena):
    record(incident, "assign", by=lena, to=tom, reason="Knows the family")
    assert kinds_for(tom) == ["handed_to_you"]
    assert kinds_for(sam)[-1] == "handed_on"
    assert "Tom N." in incident.messages.last().body
    assert "Knows the family" not in page(cara, address(incident))


def test_whoever_had_it_hears_of_it_though_it_is_out_of_her_sight(incident, sam, tom, lena):
    record(incident, "assign", by=lena, to=tom, reason="Knows the family")
    record(incident, "assign", by=lena, to=sam)
    notice = Notice.objects.filter(user=tom).latest("created_at")
    assert (notice.kind, notice.incident) == ("handed_on", None)


@pytest.mark.parametrize("name", ["cara", "petra", "rita", "olly", "ned"])
def test_only_somebody_eligible_can_be_chosen(cast, organisation, name):
    ned = make_person(organisation, None, "Ned Part", Role.SUPERVISOR)
    incident = stories.submitted(cast["cara"], named=[ned])
    with pytest.raises(ValidationError):
        record(incident, "assign", by=cast["lena"], to=(cast | {"ned": ned})[name], reason="?")
    assert fresh(incident).assignee == cast["sam"]


def test_nobody_away_or_unwanted_is_offered(incident, cara, sam, tom, lena):
    assert {match.person for match in choosable(incident)} == {tom, lena}
    away(tom)
    assert {match.person for match in choosable(incident)} == {lena}
    knowing(cara, preferences={"not_users": [str(lena.pk)]})
    assert choosable(fresh(incident)) == []


@pytest.mark.parametrize("name", ["cara", "tom", "petra", "rita", "ada"])
def test_others_may_not_choose(cast, name):
    incident = stories.submitted(cast["cara"])
    with pytest.raises(NotPermitted):
        record(incident, "assign", by=cast[name], to=cast["lena"], reason="?")


def test_the_list_says_why_each_of_them_fits(incident, cara, team, lena):
    supervisor(team, "Hanna Nagy", languages=["hu"], gender="woman", event_types=["phone_number"])
    knowing(cara, preferences={"gender": "woman"})
    text = page(in_english(lena), address(incident, "assign"))
    line = text.split("Hanna Nagy: ")[1].split("<")[0]
    assert "Writes the language of the report" in line
    assert "Knows this kind of event well" in line
    assert "Fits what the reporter asked for" in line
    assert text.index("Hanna Nagy") < text.index("Lena Lund: ") < text.index("Tom Novák")


def test_the_page_says_why_this_person_to_those_who_answer(incident, cara, sam, lena, rita):
    assert "Supervises the team" in page(sam, address(incident))
    record(incident, "assign", by=lena, to=lena, reason="I know her")
    text = page(sam, address(incident))
    assert "I know her" in text
    assert "Chosen by Lena L." in text
    for reader in (cara, rita):
        text = page(reader, address(incident))
        assert "Why this person?" not in text
        assert "I know her" not in text


# -- asked for by the reporter ------------------------------------------------------------------------------------


def test_another_person_has_it_at_once_and_the_clock_stands(incident, cara, sam, lena):
    before = clock_of(incident)
    send(cara, address(incident, "another-person"))
    row = incident.assignments.get(until=None)
    assert (row.user, row.basis, row.made_by, row.reason) == (lena, "team_lead", None, "")
    assert clock_of(incident) == {kind: (*row[:2], lena) for kind, row in before.items()}
    assert OtherPersonAsked.objects.get().instead_of == sam
    assert "Lena L." in page(cara, address(incident))
    assert kinds_for(lena) == ["handed_to_you"]


def test_whoever_was_replaced_sees_only_that_it_is_with_somebody_else(incident, cara, sam, lena):
    send(cara, address(incident, "another-person"))
    assert kinds_for(sam)[-1] == "handed_on"
    history = page(sam, address(incident) + "?tab=history")
    row = history[history.index("With somebody else from now on") :].split("</tr>")[0].split("</li>")[0]
    assert "Cara" not in row
    for text in (history, page(sam, address(incident))):
        assert "another person" not in text.lower()


def test_whoever_was_replaced_answers_her_no_more(incident, cara, sam, lena):
    record(incident, "ask_for_another", by=cara)
    with pytest.raises(ValidationError):
        perform(incident, "acknowledge", by=sam, message=stories.message())
    answered = perform(incident, "acknowledge", by=lena, message=stories.message())
    with pytest.raises(ValidationError):
        record(answered, "answer", by=sam, **stories.message())
    assert fresh(incident).assignee == lena


def test_whoever_was_replaced_is_not_chosen_again(incident, cara, sam, lena, tom):
    record(incident, "ask_for_another", by=cara)
    assert sam not in [match.person for match in choosable(fresh(incident))]
    with pytest.raises(NotPermitted):
        record(incident, "assign", by=sam, to=tom, reason="?")
    perform(incident, "escalate", by=lena, to=lena, reason="?")
    from supervision.assignment import next_people

    assert sam not in next_people(fresh(incident))


def test_three_times_and_no_more(incident, cara, team, lena):
    for name in ("Eva One", "Ewa Two", "Evi Three"):
        supervisor(team, name)
    for _time in range(3):
        record(incident, "ask_for_another", by=cara)
    with pytest.raises(NotNow) as refusal:
        record(incident, "ask_for_another", by=cara)
    assert refusal.value.reasons == ["asked_often"]
    assert "three times" in send(in_english(cara), address(incident, "another-person"), status=409)
    assert len({row.user for row in incident.assignments.all()}) == 4


def test_where_nobody_else_is_there_it_stays_and_says_so(cara, sam):
    incident = stories.submitted(cara)
    with pytest.raises(NotNow) as refusal:
        record(incident, "ask_for_another", by=cara)
    assert refusal.value.reasons == ["nobody_else"]
    assert "nobody else" in send(in_english(cara), address(incident, "another-person"), status=409)
    assert fresh(incident).assignee == sam
    assert not OtherPersonAsked.objects.exists()


@pytest.mark.parametrize("name", ["sam", "lena", "tom", "rita", "ada", "petra"])
def test_nobody_but_the_reporter_may_ask(cast, name):
    incident = stories.submitted(cast["cara"])
    with pytest.raises(NotPermitted):
        record(incident, "ask_for_another", by=cast[name])


def test_a_finished_conversation_has_nobody_to_replace(cara, sam, lena):
    incident = stories.closed(cara, by=sam)
    with pytest.raises(NotNow):
        record(incident, "ask_for_another", by=cara)


def test_a_lead_is_not_asked_for_a_decision_by_herself_unless_alone(incident, cara, sam, lena, organisation):
    lex = make_person(organisation, None, "Lex Lead", Role.LEAD)
    with pytest.raises(ValidationError):
        perform(incident, "escalate", by=lena, to=lena, reason="?")
    type(lex).objects.filter(pk=lex.pk).update(is_active=False)
    assert perform(incident, "escalate", by=lena, to=lena, reason="?").escalated_to == lena
