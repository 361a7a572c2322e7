"""The plan on pages, in print and by API: the reporter on her phone, whoever answers, and who is shown none of it."""

import re

import pytest

from audit.door import record
from audit.errors import NotNow
from audit.models import AuditEvent
from boundaries.models import Incident
from supervision.exports.record import canonical_json, record_document
from supervision.models import Notice, PlanItem, Reflection
from supervision.plans import reflecting
from tests import planned, stories
from tests.supervision.asking import get, post
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident(cara, sam, lena, client_k):
    return stories.answered(cara, sam, client=client_k)


def reflection_page(item):
    return address(item.incident, f"plan/{item.pk}/reflection")


def printed(incident, profile):
    return canonical_json(record_document(incident, language="en", profile=profile)).decode()


# -- the reporter --------------------------------------------------------------------------------------------------


def test_she_confirms_from_home_and_from_the_record_without_scripts(incident, cara, sam):
    goal = stories.propose(incident, sam)
    in_english(cara)
    for where in ("/", address(incident), address(incident, "plan")):
        assert stories.GOAL in page(cara, where), where
    assert "nothing counts until you agree" in page(cara, "/")
    form = f'action="{address(incident, "confirm")}"'
    assert form in page(cara, address(incident, "plan"))
    send(cara, address(incident, "confirm"), item=goal.pk)
    assert form not in page(cara, address(incident, "plan"))
    assert "agreed" in page(cara, address(incident, "plan"))


def test_an_exercise_has_three_days_and_not_for_me_leaves_no_mark(incident, cara, sam):
    item = stories.propose(incident, sam, "exercise", "Count to ten")
    assert (item.due_on - item.proposed_at.date()).days == 3
    assert "Not for me" in page(in_english(cara), address(incident, "plan"))
    send(cara, address(incident, "decline"), item=item.pk)
    item.refresh_from_db()
    assert (item.status, item.result, item.result_note) == ("dropped", "", "")
    assert not incident.deadlines.open().exists()


def test_an_exercise_comes_from_the_library_in_her_language(incident, cara, sam):
    from supervision.plans import exercises

    text = exercises.offered(incident, sam)[0]
    send(sam, address(incident, "propose"), kind="exercise", library_item=text.pk, text="", language="en")
    item = PlanItem.objects.get()
    assert (item.text, item.language, item.library_item) == (text.said_in("hu"), "hu", text)
    assert item.responsible == cara
    send(sam, address(incident, "propose"), status=200, kind="goal", library_item=text.pk, text="A goal", language="en")


def test_she_is_asked_once_how_it_went_and_never_told_that_it_is_late(incident, cara, sam, time_machine):
    from supervision import clock

    item = planned.exercise(incident, sam)
    ignored = stories.propose(incident, sam, "exercise", "Another")
    assert clock.run().rows("exercise over") == []
    time_machine.move_to(item.proposed_at.replace(hour=12) + (item.due_on - item.proposed_at.date()) * 2, tick=False)
    assert clock.run().rows("exercise over") == [item]
    assert clock.run().rows("exercise over") == []
    assert Notice.objects.filter(user=cara, kind="exercise_asked").count() == 1
    assert PlanItem.objects.get(pk=ignored.pk).asked_at is None
    text = page(in_english(cara), address(incident, "plan"))
    assert "How did it go? No hurry." in text
    assert "the day has passed" not in text


def test_she_reads_what_is_hers_and_no_step_among_colleagues(incident, cara, sam, lena):
    stories.propose(incident, sam, "action", "Ask the landlord", responsible=lena)
    record(incident, "assess", by=sam, underlying_need=planned.NEED, contact_type="counselling")
    stories.propose(incident, sam)
    for where in (address(incident), address(incident, "plan"), address(incident) + "?tab=history", "/"):
        text = page(cara, where)
        assert "Ask the landlord" not in text
        assert planned.NEED not in text
    told = get(cara, f"{stories_api(incident)}plan/")
    assert told["assessment"] is None
    assert [row["text"] for row in told["items"]] == [stories.GOAL]
    assert "Ask the landlord" in page(sam, address(incident))
    assert [row["text"] for row in get(sam, f"{stories_api(incident)}plan/")["items"]] == [
        "Ask the landlord",
        stories.GOAL,
    ]


def stories_api(incident):
    return f"/api/v1/incidents/{incident.reference}/"


# -- whoever answers -----------------------------------------------------------------------------------------------


def test_assessment_card_after_acknowledge(cara, sam, lena):
    sent = stories.submitted(cara)
    assert 'id="plan"' not in page(in_english(sam), address(sent))
    incident = stories.answered(cara, sam, stated_reason="Afraid of nights", reason_given=True)
    text = page(sam, address(incident))
    assert '<h2 id="plan">Assessment and agreement</h2>' in text
    assert "diagnose the client" in text  # the limits stand beside the need
    send(sam, address(incident, "assess"), underlying_need=planned.NEED, contact_type="counselling", language="en")
    text = page(sam, address(incident))
    assert planned.NEED in text
    assert "Afraid of nights" in text
    assert Incident.objects.get(pk=incident.pk).contact_type == "counselling"
    stories.measured(incident, sam)
    assert re.search(r'value="counselling"[^>]* checked', page(sam, address(incident, "resolve")))


def test_limits_note_is_rendered_next_to_the_need(incident, sam):
    text = page(in_english(sam), address(incident, "assess"))
    before = text[: text.index('name="underlying_need"')]
    assert "interpret the situation" in before


def test_what_is_missing_leads_to_where_it_is_mended(incident, cara, sam):
    text = page(in_english(sam), address(incident))
    assert "needs a goal" in text
    assert f'href="{address(incident, "propose")}"' in text
    stories.agreed_goal(incident, sam)
    assert f'href="{address(incident, "end")}"' in page(sam, address(incident))


def test_a_step_stands_on_the_first_page_of_whoever_takes_it(incident, sam, lena, rita):
    stories.propose(incident, sam, "action", "Ask the landlord", responsible=lena)
    assert address(incident, "plan") in page(lena, "/")
    assert address(incident, "plan") not in page(sam, "/")


def test_who_may_not_and_who_must_not_know(cara, sam, lena, tom, rita, olly):
    incident = stories.answered(cara, sam, named=[tom])
    goal = stories.propose(incident, sam)
    for person in (tom, olly):
        page(person, address(incident, "plan"), status=404)
        assert address(incident, "plan") not in page(person, "/")
        assert browser(person).get(f"{stories_api(incident)}plan/").status_code == 404
    page(rita, address(incident, "plan"))
    send(rita, address(incident, "propose"), status=403, kind="goal", text="Mine")
    send(rita, address(incident, "confirm"), status=403, item=goal.pk)


def test_by_api_the_same_forms_and_the_same_refusals(incident, cara, sam):
    there = stories_api(incident)
    told = post(sam, f"{there}propose/", expect=400, kind="action", text="Call", language="en")
    assert {"responsible", "due_on"} <= set(told["errors"]) if "errors" in told else "responsible" in str(told)
    post(sam, f"{there}propose/", kind="goal", text="A quiet night", language="en")
    goal = get(cara, f"{there}plan/")["items"][0]
    post(cara, f"{there}confirm/", item=goal["id"])
    told = post(sam, f"{there}resolve/", expect=409, **stories.RESULT, body="So", language="en")
    assert [row["code"] for row in told["missing"]] == ["goal_without_result"]
    post(sam, f"{there}end/", item=goal["id"], result="reached")
    row = get(sam, f"{there}plan/")["items"][0]
    assert (row["status"], row["result"], row["standing"]) == ("done", "reached", "reached")


# -- first there, then here ----------------------------------------------------------------------------------------


def referred(incident, by):
    from boundaries.referrals import acts
    from tests.directory import service

    return acts.give(incident, by, entry=service(by.organisation).pk, explained_procedure="yes")


def test_blocked_item_opens_when_referral_reached(incident, cara, sam):
    place = referred(incident, cara)
    step = stories.propose(incident, sam, "follow_up", "Legal aid with us", blocked_by=place)
    hers = stories.propose(incident, sam, "action", "Bring the paper", responsible=cara, blocked_by=place)
    assert (step.status, hers.status) == ("blocked", "blocked")
    record(incident, "check_referral", by=cara, referral=place.pk, reached="yes")
    step.refresh_from_db()
    hers.refresh_from_db()
    assert (step.status, hers.status) == ("open", "proposed")
    assert step.until >= step.due_on
    assert Notice.objects.filter(user=sam, kind="plan_changed").exists()
    from audit.verify import verify

    assert verify().findings == []


def test_unreached_referral_asks_for_another_way(incident, cara, sam):
    place = referred(incident, cara)
    step = stories.propose(incident, sam, "follow_up", "Legal aid with us", blocked_by=place)
    record(incident, "check_referral", by=cara, referral=place.pk, reached="no")
    step.refresh_from_db()
    assert step.status == "blocked"
    assert incident.deadlines.open().filter(kind="follow_up").exists()


# -- a reflection of one's own -------------------------------------------------------------------------------------


def test_unshared_reflection_is_private(incident, cara, sam, lena, rita, tom):
    item = planned.exercise(incident, sam)
    for person in (sam, lena, rita, tom):
        page(person, reflection_page(item), status=404)
    before = AuditEvent.objects.count()
    send(cara, reflection_page(item), text=planned.NOTICED, language="en")
    assert AuditEvent.objects.exclude(act="record_opened").count() == before
    assert planned.NOTICED in page(cara, reflection_page(item))
    for person in (sam, lena, rita, tom):
        page(person, reflection_page(item), status=404)
        send(person, reflection_page(item), status=404, text="Mine now", language="en")
    for where in (address(incident), address(incident, "plan"), address(incident) + "?tab=history"):
        assert planned.NOTICED not in page(sam, where)
    for profile in ("identified", "pseudonymised", "reporter"):
        assert planned.NOTICED not in printed(incident, profile)
    assert planned.NOTICED not in str(get(sam, f"{stories_api(incident)}plan/"))


def test_sharing_is_an_act_of_hers_and_then_it_stands(incident, cara, sam, rita):
    from audit.verify import verify

    item = planned.exercise(incident, sam)
    planned.reflected(item)
    send(sam, address(incident, "share"), status=403, item=item.pk)
    send(cara, address(incident, "share"), item=item.pk)
    assert Notice.objects.filter(user=sam, kind="reflection_shared").count() == 1
    for person in (sam, rita):
        assert planned.NOTICED in page(person, reflection_page(item))
    assert planned.NOTICED in page(sam, address(incident, "plan"))
    assert planned.NOTICED in printed(incident, "identified")
    with pytest.raises(NotNow):
        reflecting.keep(PlanItem.objects.select_related("incident").get(pk=item.pk), cara, "Something else", "en")
    send(cara, reflection_page(item), throw_away="1")
    assert Reflection.objects.get().text == planned.NOTICED
    assert verify().findings == []


def test_unshared_she_may_change_it_or_throw_it_away(incident, cara, sam):
    item = planned.exercise(incident, sam)
    send(cara, reflection_page(item), text="First", language="en")
    send(cara, reflection_page(item), text="Second", language="en")
    assert Reflection.objects.get().text == "Second"
    send(cara, reflection_page(item), status=200, text=" ", language="en")
    send(cara, reflection_page(item), throw_away="1")
    assert not Reflection.objects.exists()


def test_a_goal_has_no_page_for_a_reflection(incident, cara, sam):
    page(cara, reflection_page(stories.agreed_goal(incident, sam)), status=404)


# -- in print ------------------------------------------------------------------------------------------------------


def test_the_record_prints_the_plan_with_its_results_as_each_profile_may_know_it(incident, cara, sam, lena):
    stories.measured(incident, sam)
    record(incident, "assess", by=sam, underlying_need="Cara Halász needs quiet nights", contact_type="counselling")
    stories.propose(incident, sam, "action", "Tell Lena Lund what Ilona Szabó said", responsible=lena)
    whole, masked, own = (printed(incident, profile) for profile in ("identified", "pseudonymised", "reporter"))
    for text in (whole, masked, own):
        assert "Goal (reached)" in text
        assert stories.GOAL in text
        assert "The office line was set up." in text
    assert "Ilona Szabó" in whole
    for name in ("Ilona", "Szabó", "Halász", "Lund"):
        assert name not in masked.split('"key":"assessment"')[-1]
    assert "what K-" in masked or "K-031" in masked
    assert "needs quiet nights" in whole
    assert "needs quiet nights" not in own
    assert "Tell Lena" not in own


def test_without_a_plan_the_record_says_so(incident):
    assert "No plan was recorded." in printed(incident, "pseudonymised")
