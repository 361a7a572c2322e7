"""Auditors under a mandate: they read what it names, nothing after its end, and everything they open is shown."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Mandate, Team
from accounts.roles import Right, Role
from audit.door import record
from audit.errors import NotNow, NotPermitted
from audit.models import AuditEvent
from audit.verify import verify
from boundaries.models import Incident
from supervision.models import InterestDeclaration, Notice, PatternTask
from tests import stories
from tests.cast import make_person
from tests.supervision import giving
from tests.supervision.auditing import forget, mandated
from tests.supervision.pages import address, browser, in_english, page, send

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def south(organisation):
    return Team.objects.create(organisation=organisation, name="South")


@pytest.fixture
def bela(organisation, south):
    """A caregiver of another team."""
    return make_person(organisation, south, "Béla Nagy", Role.CAREGIVER)


def form(auditor, /, **changed):
    today = timezone.localdate()
    fields = {"auditor": str(auditor.pk), "purpose": "Inspection", "ends_on": (today + 30 * DAY).isoformat()}
    return fields | changed


def references(auditor):
    return set(Incident.objects.visible_to(auditor).values_list("reference", flat=True))


# -- what is read --------------------------------------------------------------------------------------------------


def test_without_any_mandate_an_auditor_of_the_house_reads_everything(cara, rita):
    incident = stories.submitted(cara)
    assert references(rita) == {incident.reference}
    assert rita.scope is None


def test_a_mandate_for_a_team_opens_its_reports_and_no_others(cara, bela, rita, lena, team):
    north, south = stories.submitted(cara), stories.submitted(bela)
    mandated(rita, lena, teams=[str(team.pk)])
    assert references(rita) == {north.reference}
    page(rita, address(north))
    page(rita, address(south), 404)
    text = page(rita, "/register/")
    assert (north.reference in text, south.reference in text) == (True, False)


def test_a_mandate_for_kinds_and_a_period_opens_both_at_once_only(cara, rita, lena):
    phone, gift = stories.submitted(cara, event="phone_number"), stories.submitted(cara, event="small_gift")
    mandated(rita, lena, kinds=["small_gift"], since=gift.submitted_at)
    assert references(rita) == {gift.reference}
    mandated(rita, lena, until=gift.submitted_at, kinds=["phone_number"])
    assert references(rita) == {gift.reference, phone.reference}
    other = make_person(rita.organisation, None, "Vera Auditor", Role.AUDITOR)
    mandated(other, lena, since=gift.submitted_at, kinds=["phone_number"])
    assert references(other) == set()


def test_the_end_of_the_period_lies_outside_of_it(cara, rita, lena):
    incident = stories.submitted(cara)
    mandated(rita, lena, until=incident.submitted_at)
    assert references(rita) == set()
    mandated(rita, lena, until=incident.submitted_at + datetime.timedelta(microseconds=1))
    assert references(rita) == {incident.reference}


def test_a_team_that_is_hidden_behind_pseudonyms_is_not_found_by_a_mandate_for_it(organisation, rita, lena):
    """Else whoever reads a record under it would know the team, and with it who reported."""
    small = Team.objects.create(organisation=organisation, name="Small")
    reporter = make_person(organisation, small, "Dora Kis", Role.CAREGIVER)
    hidden = stories.submitted(reporter, behind_pseudonym=True)
    mandated(rita, lena, teams=[str(small.pk)])
    assert hidden.reference not in references(rita)


def test_walls_stay_under_a_mandate(cara, rita, lena):
    walled = stories.submitted(cara, named=[rita])
    mandated(rita, lena)
    assert walled.reference not in references(rita)


def test_both_halves_of_a_queue_stay_what_visible_to_says(cara, bela, rita, lena, team):
    """Also for somebody who leads and audits under a mandate: neither takes from the other."""
    stories.submitted(cara), stories.submitted(bela), stories.submitted(cara, named=[lena])
    both = make_person(rita.organisation, None, "Vera Both", Role.LEAD, Role.AUDITOR)
    mandated(rita, lena, teams=[str(team.pk)])
    mandated(both, lena, kinds=["small_gift"])
    for person in (rita, both):
        seen = set(Incident.objects.visible_to(person).sent().exclude(reporter=person).values_list("pk", flat=True))
        halves = Incident.objects.seen_by_role(person), Incident.objects.seen_in_person(person)
        by_role, in_person = (set(half.values_list("pk", flat=True)) for half in halves)
        assert by_role | in_person == seen
        assert not by_role & in_person


def test_what_stands_beside_reports_follows_the_mandate(cara, bela, sam, rita, lena, team):
    mine, other = giving.declared(cara), giving.declared(bela)
    mandated(rita, lena, teams=[str(team.pk)])
    assert set(InterestDeclaration.objects.visible_to(rita)) == {mine}
    record(rita.organisation, "end_mandate", by=lena, mandate=Mandate.objects.get().pk)
    mandated(rita, lena, kinds=["small_gift"])
    forget(rita)
    assert not InterestDeclaration.objects.visible_to(rita).exists()
    assert not PatternTask.objects.visible_to(rita).exists()
    assert set(InterestDeclaration.objects.visible_to(lena)) == {mine, other}


def test_an_api_token_reads_no_more_than_its_auditor(cara, bela, rita, lena, team):
    north, south = stories.submitted(cara), stories.submitted(bela)
    mandated(rita, lena, teams=[str(team.pk)])
    answer = browser(rita).get("/api/v1/register/")
    assert answer.status_code == 200
    assert north.reference in answer.content.decode()
    assert south.reference not in answer.content.decode()


# -- after its end -------------------------------------------------------------------------------------------------


def test_after_the_last_mandate_nothing_is_open_any_more(cara, rita, lena, time_machine):
    incident = stories.submitted(cara)
    mandated(rita, lena, days=3)
    assert references(rita) == {incident.reference}
    time_machine.move_to(timezone.now() + 4 * DAY)
    forget(rita)
    assert references(rita) == set()
    assert Right.REGISTER not in rita.rights
    in_english(rita)
    for closed in ("/register/", "/register.csv", "/figures/response-times/", "/verify/bundle.zip", "/api/v1/register/"):
        page(rita, closed, 403)
    page(rita, address(incident), 404)
    assert "Your mandate to audit ended on" in page(rita, "/")
    assert "Ended on" in page(rita, f"/auditors/{rita.pk}/")


def test_whoever_reports_as_well_goes_on_reporting_after_it(organisation, team, lena, time_machine):
    vera = make_person(organisation, team, "Vera Both", Role.CAREGIVER, Role.AUDITOR)
    mandated(vera, lena, days=1)
    time_machine.move_to(timezone.now() + 2 * DAY)
    forget(vera)
    assert Right.REPORT in vera.rights
    assert Right.REGISTER not in vera.rights


def test_ending_it_early_closes_everything_at_once_and_once(cara, rita, lena):
    incident = stories.submitted(cara)
    mandate = mandated(rita, lena)
    send(lena, f"/auditors/{rita.pk}/", mandate=str(mandate.pk))
    page(rita, address(incident), 404)
    mandate.refresh_from_db()
    assert (mandate.ended_by, mandate.stands) == (lena, False)
    with pytest.raises(NotNow) as caught:
        record(rita.organisation, "end_mandate", by=lena, mandate=mandate.pk)
    assert caught.value.reasons == ["mandate_over"]
    assert "has ended already" in page_after(in_english(lena), rita, mandate)
    assert {"mandate_given", "mandate_ended"} == set(Notice.objects.filter(user=rita).values_list("kind", flat=True))
    assert verify().findings == []


def page_after(lead, auditor, mandate):
    client = browser(lead)
    return client.post(f"/auditors/{auditor.pk}/", {"mandate": str(mandate.pk)}, follow=True).content.decode()


# -- giving one ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"), [("lena", 200), ("ada", 200), ("sam", 403), ("cara", 403), ("petra", 403), ("rita", 403)]
)
def test_leads_and_administrators_give_mandates(cast, name, status):
    page(cast[name], "/auditors/", status)


def test_a_lead_gives_one_by_whole_days_of_her_clock(rita, lena, team):
    send(lena, "/auditors/", **form(rita, since="2026-04-01", until="2026-06-30", teams=[str(team.pk)], kinds=["small_gift"]))
    mandate = Mandate.objects.get()
    assert (mandate.auditor, mandate.given_by, mandate.purpose) == (rita, lena, "Inspection")
    assert (mandate.teams, mandate.kinds) == ([str(team.pk)], ["small_gift"])
    assert (mandate.until - mandate.since).days == 91
    event = AuditEvent.objects.get(act="mandate_given")
    assert event.data["auditor"] == str(rita.pk)
    assert "Inspection" not in str(event.data)
    assert [note.user for note in Notice.objects.filter(kind="mandate_given")] == [rita]
    assert "Inspection" in page(rita, "/")
    assert verify().findings == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"auditor": ""}, "This field is required"),
        ({"auditor": str(uuid.UUID(int=7))}, "Choose one of the answers offered."),
        ({"purpose": " \u200b "}, "Please write something here."),
        ({"purpose": "x" * 301}, "too long"),
        ({"ends_on": "2020-01-01"}, "A mandate ends in the future."),
        ({"ends_on": "9999-12-31"}, "At most a year from now."),
        ({"ends_on": "soon"}, "Enter a valid date."),
        ({"since": "2026-06-30", "until": "2026-04-01"}, "This day lies before the first one."),
        ({"since": "0001-01-01"}, "Please choose a day of our time."),
        ({"until": "9999-12-31"}, "Please choose a day of our time."),
        ({"teams": [str(uuid.UUID(int=7))]}, "Choose one of the answers offered."),
        ({"kinds": ["mad"]}, "Choose one of the answers offered."),
    ],
)
def test_a_form_without_sense_says_what_is_wrong(rita, lena, changed, words):
    assert words in send(in_english(lena), "/auditors/", 200, **form(rita, **changed))
    assert not Mandate.objects.exists()


def test_nobody_gives_one_to_herself_to_a_stranger_or_to_whoever_audits_nothing(organisation, olly, sam, lena):
    both = make_person(organisation, None, "Vera Both", Role.LEAD, Role.AUDITOR)
    foreign = make_person(olly.organisation, None, "Otto Auditor", Role.AUDITOR)
    for auditor, giver in ((both, both), (sam, lena), (foreign, lena)):
        send(giver, "/auditors/", 200, **form(auditor))
        mandate = Mandate(
            organisation=organisation, auditor=auditor, given_by=giver, purpose="Mine", ends_at=timezone.now() + DAY
        )
        with pytest.raises(NotNow):
            record(organisation, "give_mandate", by=giver, mandate=mandate)
    with pytest.raises(NotPermitted):
        record(organisation, "give_mandate", by=sam, mandate=Mandate(auditor=both, given_by=sam))
    assert not Mandate.objects.exists()


def test_at_most_ten_stand_for_one_auditor(rita, lena, ada):
    for _number in range(10):
        mandated(rita, lena)
    assert "has many mandates already" in send(in_english(lena), "/auditors/", 200, **form(rita))
    assert Mandate.objects.count() == 10


def test_what_was_given_is_never_changed_nor_reopened(rita, lena):
    mandate = mandated(rita, lena, days=3)
    rows = Mandate.objects.filter(pk=mandate.pk)
    for change in ({"purpose": "More"}, {"teams": ["x"]}, {"ends_at": timezone.now() + 300 * DAY}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    record(rita.organisation, "end_mandate", by=lena, mandate=mandate.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(ended_at=None, ended_by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()


# -- what was opened -----------------------------------------------------------------------------------------------


def test_everything_that_is_opened_stands_in_the_log_of_the_lead_and_of_the_auditor(cara, sam, rita, lena, client_k):
    incident = stories.closed(cara, sam, client=client_k)
    mandated(in_english(rita), in_english(lena))
    page(rita, "/register/")
    page(rita, "/register/")
    page(rita, address(incident))
    browser(rita).get("/register.csv").getvalue()
    for reader in (lena, rita):
        text = page(reader, f"/auditors/{rita.pk}/")
        assert text.count("Page opened: Register") == 1
        assert "Register exported" in text
        assert f"/incidents/{incident.reference}/" in text
    assert not AuditEvent.objects.filter(act="page_opened", actor_id=lena.pk).exists()


def test_an_opening_of_a_record_that_the_lead_may_not_see_is_not_told_to_her(cara, rita, lena):
    incident = stories.submitted(cara, named=[lena])
    mandated(rita, lena)
    page(rita, address(incident))
    assert incident.reference not in page(lena, f"/auditors/{rita.pk}/")
    assert incident.reference in page(rita, f"/auditors/{rita.pk}/")


def test_the_log_goes_on_behind_its_page(rita, lena, monkeypatch):
    from supervision.mandates import log

    monkeypatch.setattr(log, "MOST", 2)
    mandated(in_english(rita), lena)
    for opened in ("/register/", "/figures/response-times/", "/verify/"):
        page(rita, opened)
    first = page(rita, f"/auditors/{rita.pk}/")
    assert "Page opened: Register" not in first
    further = first.split('class="button secondary push" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "Page opened: Register" in page(rita, further)
    page(rita, f"/auditors/{rita.pk}/?after=mad")


def test_nobody_else_reads_the_log_and_nobody_else_is_in_it(cara, sam, olly, rita, lena):
    other = make_person(rita.organisation, None, "Vera Auditor", Role.AUDITOR)
    for person in (cara, sam, olly, other):
        page(person, f"/auditors/{rita.pk}/", 404)
        send(person, f"/auditors/{rita.pk}/", 404, mandate="x")
    page(lena, f"/auditors/{sam.pk}/", 404)
    mandate = mandated(rita, lena)
    send(rita, f"/auditors/{rita.pk}/", 404, mandate=str(mandate.pk))
    for wrong in ("x", str(uuid.UUID(int=7)), ""):
        send(lena, f"/auditors/{rita.pk}/", 404, mandate=wrong)
    assert Mandate.objects.get().stands
