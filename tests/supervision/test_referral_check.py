"""Whether the client got there: asked a week later, again where it is not known, and another way where she did not."""

import datetime

import pytest
from django.test import Client

from audit.door import perform, record
from audit.errors import NotNow
from boundaries.referrals import acts
from supervision import clock
from supervision.exports.gathered import gathered
from supervision.exports.teller import Teller
from supervision.models import Deadline, Notice
from supervision.referrals.lines import printed
from tests import stories
from tests.directory import service

START = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
CHECK, FOLLOW_UP = Deadline.Kind.REFERRAL_CHECK, Deadline.Kind.FOLLOW_UP
pytestmark = pytest.mark.django_db


@pytest.fixture
def on_day(time_machine):
    def move(days):
        time_machine.move_to(START + datetime.timedelta(days=days), tick=False)
        assert clock.run().failed == []

    move(0)
    return move


@pytest.fixture
def office(organisation, on_day):
    return service(organisation, name={"en": "Social office"})


@pytest.fixture
def given(cara, sam, office, client_k):
    """Cara sent somebody there on day 0, and Sam has answered her."""
    return give(stories.answered(cara, by=sam, client=client_k), cara, office)


def give(incident, by, office, **more):
    return acts.give(incident, by, entry=office.pk, explained_procedure="yes", **more)


def check(referral, by, reached, **more):
    record(referral.incident, "check_referral", by=by, referral=referral.pk, reached=reached, **more)


def checks(referral):
    return list(Deadline.objects.filter(kind=CHECK, subject_id=referral.pk).order_by("opened_at"))


def told(person, kind):
    return Notice.objects.filter(user=person, kind=kind).count()


def open_notices(*kinds):
    return list(Notice.objects.filter(kind__in=kinds, settled_at=None).values_list("address", flat=True))


def home(person):
    type(person).objects.filter(pk=person.pk).update(language="en")
    browser = Client()
    browser.force_login(person)
    return browser.get("/").content.decode()


def test_a_week_later_her_home_and_one_notice_ask(given, cara, sam, on_day):
    assert [row.owner for row in checks(given)] == [cara]
    on_day(6.9)
    assert "Did your client K-031 get to: Social office?" not in home(cara)
    on_day(7)
    assert "Did your client K-031 get to: Social office?" in home(cara)
    assert "Did your client" not in home(sam)
    for day in (7.1, 8):
        on_day(day)
    assert (told(cara, "referral_check"), told(sam, "referral_check"), told(cara, "reminder")) == (1, 0, 0)
    assert Notice.objects.get(kind="referral_check").address == f"/referrals/{given.pk}/check/"


def test_an_answer_about_one_place_leaves_the_question_about_another(given, cara, sam, office, organisation, on_day):
    other = give(given.incident, cara, service(organisation, name={"en": "Night care"}))
    on_day(15)
    assert (told(cara, "referral_check"), told(sam, "referral_open")) == (2, 2)
    check(given, cara, "yes")
    assert open_notices("referral_check") == [f"/referrals/{other.pk}/check/"]
    assert open_notices("referral_open") != []
    check(other, cara, "yes")
    assert open_notices("referral_check", "referral_open") == []


def test_an_old_record_prints_the_same_whatever_language_its_people_read_by_now(given, sam):
    give(given.incident, sam, given.entry, reason="Somebody at night")

    def told():
        return str(printed(Teller(gathered(given.incident), "en", "identified")))

    before = told()
    assert "Somebody at night" in before
    type(sam).objects.filter(pk=sam.pk).update(language="sv")
    assert told() == before


def test_one_tap_at_home_answers_it(given, cara, sam, on_day):
    on_day(7)
    browser = Client()
    browser.force_login(cara)
    answer = browser.post(f"/referrals/{given.pk}/check/", {"reached": "yes", "back": "home"})
    assert (answer.status_code, answer.url) == (302, "/")
    given.refresh_from_db()
    assert (given.reached, given.checked_by, checks(given)[0].met_at is not None) == ("yes", cara, True)
    assert "Did your client" not in home(cara)
    assert (told(sam, "reached"), Notice.objects.get(kind="referral_check").settled_at is not None) == (1, True)


def test_not_known_yet_is_asked_again_twice_and_then_no_more(given, cara, on_day):
    for day, times in ((7, 2), (14, 3), (21, 3)):
        on_day(day)
        check(given, cara, "unknown")
        assert len(checks(given)) == times
    on_day(60)
    assert told(cara, "referral_check") == 3
    check(given, cara, "yes")


def test_a_question_without_an_answer_is_asked_once_more_and_those_who_answer_hear_of_the_silence(given, cara, sam, on_day):
    for day in (7, 14, 14.5, 30):
        on_day(day)
    assert (told(cara, "referral_check"), told(sam, "referral_open"), told(cara, "late")) == (2, 1, 0)
    assert checks(given)[0].is_open


def test_not_there_asks_whoever_answers_for_another_way(given, cara, sam, office, on_day):
    on_day(7)
    check(given, cara, "no", note="She could not find the door.")
    row = Deadline.objects.get(kind=FOLLOW_UP, subject_id=given.pk)
    assert (row.owner, row.is_open, told(sam, "another_way")) == (sam, True, 1)
    browser = Client()
    browser.force_login(sam)
    page = browser.get(f"/incidents/{given.incident.reference}/").content.decode()
    assert "The client did not get there." in page
    give(given.incident, sam, office)
    row.refresh_from_db()
    assert row.met_at is not None
    assert Notice.objects.get(kind="another_way").settled_at is not None


def test_what_the_reporter_writes_does_not_call_the_other_way_off(given, cara, sam, on_day):
    on_day(7)
    check(given, cara, "no")
    record(given.incident, "write", by=cara, body="She is sad.", language="en")
    row = Deadline.objects.get(kind=FOLLOW_UP, subject_id=given.pk)
    assert row.is_open
    record(given.incident, "answer", by=sam, **stories.message("Try the parish."))
    row.refresh_from_db()
    assert row.met_at is not None


def test_what_becomes_possible_is_told(given, cara, sam, office, on_day):
    referral = give(given.incident, cara, office, unblocks="Legal aid with us")
    on_day(7)
    check(referral, cara, "yes")
    assert told(sam, "unblocked") == 1


def test_nobody_is_asked_after_what_the_client_declines(cara, sam, office, client_k):
    assert checks(give(stories.answered(cara, by=sam), cara, office, client_decision="declines")) == []


def test_given_in_a_draft_the_question_is_opened_with_the_report(cara, office, on_day):
    draft = stories.draft(cara)
    referral = give(draft, cara, office)
    assert checks(referral) == []
    on_day(2)
    perform(draft, "submit", by=cara)
    row = checks(referral)[0]
    assert (row.owner, row.remind_at) == (cara, START + datetime.timedelta(days=7))


def test_it_stays_with_whoever_gave_it_while_the_record_is_handed_over(given, cara, sam, tom, lena, office):
    supervisors = give(given.incident, sam, office)
    record(given.incident, "assign", by=lena, to=lena, reason="Sam asked for it.")
    assert [row.owner for row in (*checks(given), *checks(supervisors))] == [cara, lena]


def test_the_record_is_not_closed_while_nobody_knows(given, cara, sam):
    incident = stories.settle(stories.resolve(given.incident, sam), by=cara)
    with pytest.raises(NotNow, match="deadline_open"):
        perform(incident, "close", by=sam, reason="Finished.")
    check(given, cara, "yes")
    assert perform(incident, "close", by=sam, reason="Finished.").status == "closed"
