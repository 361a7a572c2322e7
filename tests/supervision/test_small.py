"""Small things stay small: thanked for, resolved and closed from one page, all of it or nothing."""

import re

import pytest
from django.core.exceptions import ValidationError

from audit.door import perform, record
from audit.errors import NotNow
from audit.ids import uuid7
from boundaries import drafts
from boundaries.models import Incident
from policies.library import acts as library
from supervision.models import LibraryUse, Message, Notice, Observation, PatternReport, PatternTask
from supervision.small import deeds
from supervision.small.standing import is_small, stays_small
from supervision.timeline import events_of
from tests import stories
from tests.supervision.asking import address as api
from tests.supervision.asking import post
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db
LINE = "Szépen megoldotta."
PRESSED = {"personal_line": LINE, "outcome": "boundary_kept_declined", "confirmed": "on"}
SMALL = {"expectation": "just_record", "client_decision": "declined"}


def small(cara, **fields):
    return stories.submitted(cara, **(SMALL | fields))


@pytest.fixture
def incident(cara, sam, client_k):
    found = small(cara, client=client_k)
    assert (found.gravity, is_small(found)) == ("S0", True)
    return found


def fresh(incident):
    return Incident.objects.get(pk=incident.pk)


def acts_of(incident):
    return [event.act for event in events_of(incident)]


def end(incident, sam, **changed):
    return send(sam, address(incident, "small"), **(PRESSED | changed))


# -- from one page ------------------------------------------------------------------------------------------------


def test_one_page_and_one_press_answer_resolve_and_close(incident, cara, sam):
    text = page(sam, address(incident, "small"))
    assert text.count("<h1") == 1
    assert "Köszönöm, hogy elmondta." in text
    assert "Boundary kept, the client declined what was offered" in text
    end(incident, sam)
    row = fresh(incident)
    assert (row.status, row.outcome, row.assignee_id) == ("closed", "boundary_kept_declined", sam.pk)
    assert row.care_record_note
    assert not row.deadlines.open().exists()


def test_the_queue_leads_to_it_and_two_requests_later_it_is_closed(incident, sam):
    client = browser(sam)
    row = client.get("/queue/").content.decode()
    link = re.search(r'<td class="tap"><a class="button secondary" href="([^"]+)">Answer and close', row)[1]
    assert client.get(link).status_code == 200
    assert client.post(link, PRESSED).status_code == 302
    assert fresh(incident).status == "closed"


def test_it_is_the_first_thing_on_the_records_page(incident, sam):
    text = page(sam, address(incident))
    first = re.search(r'<a class="button primary[^"]*" href="([^"]+)"', text)[1]
    assert first == address(incident, "small")


def test_the_reporter_reads_the_thanks_in_her_language_with_the_line_in_it(incident, sam):
    end(incident, sam)
    first, result = incident.messages.filter(kind="reply")
    assert (first.language, result.language) == ("hu", "hu")
    assert f" {LINE} " in first.body
    assert first.body.startswith("Köszönöm, hogy elmondta.")
    assert "{" not in first.body + result.body
    assert LibraryUse.objects.get(message=first).item.key == "thanks"


def test_each_act_stands_in_the_chain(incident, sam):
    end(incident, sam)
    acts = [act for act in acts_of(incident) if act.startswith(("incident_", "care_"))]
    assert acts == [
        "incident_submitted", "incident_acknowledged", "care_record_entered", "incident_resolved", "incident_closed",
    ]  # fmt: skip


def test_several_acts_are_one_notice(incident, cara, sam):
    Notice.objects.all().delete()
    end(incident, sam)
    assert list(Notice.objects.filter(user=cara).values_list("kind", flat=True)) == ["answered"]


def test_what_was_answered_once_is_thanked_for_and_closed_too(cara, sam):
    incident = small(cara)
    perform(incident, "acknowledge", by=sam, message=stories.message("Hello Cara", kind="welcome"))
    end(incident, sam)
    assert fresh(incident).status == "closed"
    assert incident.messages.filter(author=sam).count() == 3


def test_the_care_record_is_asked_for_only_where_it_is_open(incident, cara, sam):
    assert 'name="reference"' in page(sam, address(incident, "small"))
    record(incident, "enter_in_care_record", by=cara, reference="CR-1")
    assert 'name="reference"' not in page(sam, address(incident, "small"))
    end(incident, sam)
    assert (fresh(incident).status, fresh(incident).care_record_ref) == ("closed", "CR-1")


def test_a_number_in_the_care_record_takes_the_place_of_the_reason(incident, sam):
    end(incident, sam, reference="CR-2", note="Nothing changes")
    assert (fresh(incident).care_record_ref, fresh(incident).care_record_note) == ("CR-2", "")


@pytest.mark.parametrize(
    ("decision", "expectation", "proposed"),
    [
        ("accepted", "just_record", "boundary_kept_accepted"),
        ("declined", "support", "boundary_kept_declined"),
        ("undecided", "just_record", "recorded_only"),
        ("nothing_offered", "support", "no_further_action"),
    ],
)
def test_the_result_is_proposed_by_what_the_client_decided(cara, sam, decision, expectation, proposed):
    text = page(sam, address(small(cara, client_decision=decision, expectation=expectation), "small"))
    assert re.search(rf'value="{proposed}"[^>]*checked', text)


# -- what is asked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"personal_line": ""}, "Please write something here."),
        ({"personal_line": "  \n"}, "Please write something here."),
        ({"personal_line": "Well done, {name}."}, "Fill in what is still open: {name}"),
        ({"confirmed": ""}, "Please confirm what came of it."),
        ({"outcome": "exception_agreed"}, "Choose one of the answers offered."),
        ({"reason": " "}, "Please write something here."),
    ],
)
def test_what_is_missing_is_said_and_nothing_happens(incident, sam, changed, words):
    before = acts_of(incident)
    text = end(incident, sam, status=200, **changed)
    assert words in text
    assert 'id="errors"' in text
    assert acts_of(incident) == before
    assert fresh(incident).status == "submitted"


def test_a_prepared_text_with_a_gap_of_its_own_is_not_sent(incident, petra, sam):
    texts = {
        code: {"title": "T", "body": "Thanks. {personal_line} Come {weekday}."}
        for code in ("bg", "cs", "en", "hu", "sv", "uk")
    }
    library.publish(
        petra.organisation, petra, key="thanks", kind="prepared_text", topic="conversation", part="closing", texts=texts
    )
    assert "Fill in what is still open: {weekday}" in end(incident, sam, status=200)
    assert fresh(incident).status == "submitted"


def test_when_the_last_act_fails_none_of_them_has_happened(incident, sam, monkeypatch):
    before = acts_of(incident)

    def fails(row, by, form, real=deeds._answer_and_close):
        real(row, by, form)
        raise ValidationError("Not now")

    monkeypatch.setattr(deeds, "_answer_and_close", fails)
    assert "Not now" in end(incident, sam, status=200)
    assert acts_of(incident) == before
    assert not Message.objects.filter(author=sam).exists()
    assert fresh(incident).status == "submitted"


# -- what is no small thing -----------------------------------------------------------------------------------------


def written(incident, cara, sam, lena):
    record(incident, "write", by=cara, body="One thing more", language="en")


def added(incident, cara, sam, lena):
    record(incident, "add_information", by=cara, text="It was twice.", language="en")


def decided(incident, cara, sam, lena):
    perform(incident, "escalate", by=sam, to=lena, reason="Please decide")
    said = {"message": stories.message("Kept"), "next_person": sam}
    perform(fresh(incident), "decide", by=lena, reason="Kept", **said)


def repeated(incident, cara, sam, lena):
    task = PatternTask(
        organisation=incident.organisation, rule="team_kind", subject="x", team=cara.team, event_type=incident.event_type,
        many=3, days=90,
    )  # fmt: skip
    task.save(force_insert=True)
    PatternReport(task=task, incident=incident).save(force_insert=True)


@pytest.mark.parametrize("happened", [written, added, decided, repeated])
def test_what_came_to_it_makes_it_larger_and_leads_to_the_composer(incident, cara, sam, lena, happened):
    happened(incident, cara, sam, lena)
    text = page(sam, address(incident, "small"), status=409)
    assert "This is no small thing any more" in text
    assert f'href="{address(incident, "compose")}"' in text
    assert f'href="{address(incident, "small")}"' not in page(sam, address(incident))
    assert "Answer and close" not in page(sam, "/queue/")
    assert LINE in end(incident, sam, status=409)
    assert fresh(incident).status != "closed"


@pytest.mark.parametrize(
    "fields",
    [
        {"expectation": "advice"},
        {"discomfort": True},
        {"safety_concern": "unsure"},
        {"responses": ["declined", "accepted_under_pressure"]},
        {"understood": "no"},
        {"support_wanted": "talk"},
        {"event": "theft_or_exploitation"},
    ],
)
def test_what_asks_for_more_was_never_small(cara, sam, lena, fields):
    incident = small(cara, **fields)
    assert not stays_small(incident)
    page(lena, address(incident, "small"), status=409)


def test_a_question_is_never_small(cara, sam):
    draft = drafts.begin(cara, uuid7(), kind="question")
    draft.question = "May I take flowers?"
    draft.save()
    question = perform(draft, "submit", by=cara)
    page(sam, address(question, "small"), status=409)


def test_what_a_guard_asks_besides_is_shown_with_its_way_to_mend(incident, sam, lena):
    record(
        incident, "consult", by=sam, person=lena, question="How would you say it?", extract="A number.", language="en"
    )
    text = page(sam, address(incident, "small"), status=409)
    assert "consult" in text
    assert f'href="{address(incident, "withdraw-consultation")}"' in text
    assert LINE in end(incident, sam, status=409)


def test_what_was_closed_meanwhile_says_who_was_first_and_keeps_the_line(incident, sam):
    end(incident, sam)
    text = end(incident, sam, status=409)
    assert "closed this" in text
    assert LINE in text


def test_where_she_came_back_to_a_result_it_is_small_no_more(cara, sam):
    incident = stories.resolve(small(cara, expectation="support") and stories.answered(cara, sam, **SMALL), sam)
    perform(incident, "reopen", by=cara, reason="One thing more")
    assert not stays_small(fresh(incident))


# -- who ------------------------------------------------------------------------------------------------------------


def test_the_reporter_herself_may_not(incident, cara):
    page(cara, address(incident, "small"), status=403)
    end(incident, cara, status=403)


def test_a_supervisor_who_reported_it_may_not(sam, lena):
    incident = stories.submitted(sam, **SMALL)
    end(incident, sam, status=403)
    assert "Answer and close" not in page(sam, "/queue/")


def test_nobody_outside_and_nobody_named_finds_it(cara, sam, lena, olly, petra):
    incident = small(cara, named=[sam])
    for person in (olly, sam):
        end(incident, person, status=404)
    assert "Answer and close" not in page(sam, "/queue/")
    assert fresh(incident).status == "submitted"


def test_who_only_reads_may_not(incident, rita):
    end(incident, rita, status=403)


def test_whose_it_is_not_may_take_it_on_but_not_end_what_another_answered(cara, sam, lena):
    incident = small(cara)
    perform(incident, "acknowledge", by=lena, message=stories.message(kind="welcome"))
    end(incident, sam, status=403)
    assert "Answer and close" not in page(sam, "/queue/?view=waiting")
    assert "Answer and close" in page(in_english(lena), "/queue/?view=waiting")


# -- afterwards -----------------------------------------------------------------------------------------------------


def test_her_three_questions_stay_open_to_her_and_owed_by_nobody(incident, cara, sam):
    end(incident, sam)
    in_english(cara)
    assert "Answer or skip" in page(cara, address(incident))
    send(cara, address(incident, "how-was-it"), respected="5", understood="4")
    assert set(Observation.objects.values_list("phase", flat=True)) == {7}
    assert "Answer or skip" not in page(cara, address(incident))
    send(cara, address(incident, "how-was-it"), status=409, respected="5")


def test_what_she_writes_later_is_a_question_of_its_own(incident, cara, sam):
    end(incident, sam)
    send(cara, address(incident, "write"), body="And if he asks again?", language="hu")
    asked = Incident.objects.get(kind="question")
    assert asked.links.get().target_id == incident.pk


def test_other_closed_records_take_no_answer_more(cara, sam):
    incident = stories.closed(cara, by=sam)
    send(cara, address(incident, "how-was-it"), status=409, respected="5")


def test_nobody_has_to_agree_to_thanks_but_to_any_other_result(cara, sam):
    little = stories.resolve(stories.answered(cara, sam, **SMALL), sam)
    assert "reporter_not_agreed" not in little.reasons_against("close")
    assert "end_indicators_missing" not in little.reasons_against("close")
    other = stories.resolved(cara, sam)
    assert {"reporter_not_agreed", "end_indicators_missing"} <= set(other.reasons_against("close"))


# -- by API ---------------------------------------------------------------------------------------------------------


def test_a_program_may_do_the_same(incident, sam):
    answer = post(sam, api(incident, "small/"), personal_line=LINE, outcome="recorded_only", confirmed=True)
    assert answer["status"] == "closed"
    assert fresh(incident).resolved_reason


def test_a_program_is_told_what_is_missing_and_why_not(incident, cara, sam):
    assert "personal_line" in str(
        post(sam, api(incident, "small/"), expect=400, outcome="recorded_only", confirmed=True)
    )
    written(incident, cara, sam, None)
    refusal = post(sam, api(incident, "small/"), expect=409, **PRESSED)
    assert "not_small" in str(refusal)


def test_it_stands_among_the_acts_that_a_program_is_offered(incident, sam):
    client = browser(sam)
    names = [act["name"] for act in client.get(api(incident)).json()["acts"]]
    assert names[0] == "small"


def test_a_refusal_behind_the_door_leaves_nothing_behind(incident, sam, monkeypatch):
    def refuses(row, by, form):
        raise NotNow(["deadline_open"])

    monkeypatch.setattr(deeds, "_answer_and_close", refuses)
    assert LINE in end(incident, sam, status=409)
    assert fresh(incident).status == "submitted"
