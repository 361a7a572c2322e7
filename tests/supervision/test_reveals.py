"""Opening a name: asked for with a reason, decided by somebody else, and the reporter sees who, why and when."""

import pytest

from accounts.roles import Role
from audit.door import record
from audit.errors import NotNow, NotPermitted
from boundaries import rights
from boundaries.models import Reveal
from supervision.models import Notice
from supervision.reader import Reader
from supervision.reveals.looking import standing
from tests import stories
from tests.cast import make_person
from tests.supervision.pages import address, browser, page, send

pytestmark = pytest.mark.django_db
REASON = "The client’s daughter must be called by whoever was there."


@pytest.fixture
def incident(cara, sam, lena, tom):
    return stories.submitted(cara, behind_pseudonym=True)


@pytest.fixture
def asked(incident, sam):
    record(incident, "ask_reveal", by=sam, reason=REASON)
    return Reveal.objects.get()


def test_it_is_asked_for_on_a_page_and_decided_on_another(incident, sam, lena, cara):
    send(sam, address(incident, "ask-name"), reason=REASON)
    reveal = Reveal.objects.get()
    assert (reveal.asked_by, reveal.reason, reveal.is_granted) == (sam, REASON, None)
    assert REASON in page(lena, "/reveals/")
    send(lena, f"/reveals/{reveal.pk}/", go="open")
    reveal.refresh_from_db()
    assert (reveal.decided_by, reveal.is_granted) == (lena, True)
    assert cara.short_name in page(sam, address(incident))


def test_only_whoever_asked_learns_it(incident, asked, sam, lena, cara, rita):
    record(incident, "open_name", by=lena, reveal=asked.pk)
    assert rights.reporter_label(incident, sam) == cara.short_name
    assert {rights.reporter_label(incident, other) for other in (lena, rita)} == {f"Reporter of {incident.reference}"}


def test_a_reason_is_needed(incident, sam):
    assert send(sam, address(incident, "ask-name"), status=200, reason="  ")
    assert not Reveal.objects.exists()


def test_refusing_needs_words_and_opens_nothing(incident, asked, sam, lena):
    send(lena, f"/reveals/{asked.pk}/", status=200, go="refuse", reason="")
    send(lena, f"/reveals/{asked.pk}/", go="refuse", reason="The office can call.")
    asked.refresh_from_db()
    assert (asked.is_granted, asked.refusal_reason) == (False, "The office can call.")
    assert rights.reporter_label(incident, sam) == f"Reporter of {incident.reference}"
    assert "The office can call." in page(sam, address(incident))


def test_nobody_decides_about_her_own_request(cara, lena, incident, organisation):
    second = make_person(organisation, None, "Lea Second", Role.LEAD)
    record(incident, "ask_reveal", by=lena, reason=REASON)
    reveal = Reveal.objects.get()
    with pytest.raises(NotPermitted):
        record(incident, "open_name", by=lena, reveal=reveal.pk)
    assert browser(lena).get(f"/reveals/{reveal.pk}/").status_code == 404
    record(incident, "open_name", by=second, reveal=reveal.pk)
    assert rights.reporter_label(incident, lena) == cara.short_name


def test_where_nobody_else_can_decide_it_is_refused_kindly(incident, lena):
    with pytest.raises(NotNow) as refused:
        record(incident, "ask_reveal", by=lena, reason=REASON)
    assert refused.value.reasons == ["reveal_nobody"]
    assert REASON in send(lena, address(incident, "ask-name"), status=409, reason=REASON)  # shown, to be kept


@pytest.mark.parametrize("who", ["tom", "rita", "petra", "ada", "olly", "sam"])
def test_who_does_not_decide_for_the_service_opens_nothing(incident, asked, cast, who):
    with pytest.raises(NotPermitted):
        record(incident, "open_name", by=cast[who], reveal=asked.pk)


def test_whoever_is_named_in_the_report_neither_asks_nor_decides(cara, sam, lena, organisation):
    ned = make_person(organisation, None, "Ned Part", Role.LEAD, Role.SAFEGUARDING_LEAD)
    incident = stories.submitted(cara, behind_pseudonym=True, named=[ned])
    with pytest.raises(NotPermitted):
        record(incident, "ask_reveal", by=ned, reason=REASON)
    record(incident, "ask_reveal", by=sam, reason=REASON)
    with pytest.raises(NotPermitted):
        record(incident, "open_name", by=ned, reveal=Reveal.objects.get().pk)
    assert not Notice.objects.filter(user=ned, kind="name_asked").exists()
    assert REASON not in page(ned, "/reveals/")


def test_a_lead_who_reported_herself_does_not_decide_about_her_name(lena, tom, organisation):
    second = make_person(organisation, None, "Lea Second", Role.LEAD)
    incident = stories.submitted(lena, behind_pseudonym=True)
    assert incident.assignee == second
    with pytest.raises(NotNow):
        record(incident, "ask_reveal", by=second, reason=REASON)
    assert not Notice.objects.filter(user=lena, kind="name_asked").exists()


def test_it_is_decided_once(incident, asked, lena, organisation):
    second = make_person(organisation, None, "Lea Second", Role.LEAD)
    record(incident, "refuse_name", by=lena, reveal=asked.pk, reason="No need.")
    with pytest.raises(NotNow) as refused:
        record(incident, "open_name", by=second, reveal=asked.pk)
    assert refused.value.reasons == ["reveal_decided"]


def test_where_somebody_is_in_danger_the_safeguarding_lead_opens_it_in_one_tap(cara, sam, lena, organisation):
    lead = make_person(organisation, None, "Lea Second", Role.LEAD)
    incident = stories.submitted(cara, behind_pseudonym=True, safety_concern="yes")
    record(incident, "ask_reveal", by=sam, reason=REASON)
    rows = {person: browser(person).get("/reveals/").context["rows"] for person in (lena, lead)}
    assert [row["at_once"] for row in rows[lena]] == [True]
    assert [row["at_once"] for row in rows[lead]] == [False]
    send(lena, f"/reveals/{Reveal.objects.get().pk}/", go="open")
    assert rights.reporter_label(incident, sam) == cara.short_name


def test_the_reporter_is_told_and_reads_who_asked_why_and_who_decided(incident, asked, sam, lena, cara):
    record(incident, "open_name", by=lena, reveal=asked.pk)
    assert Notice.objects.filter(user=cara, kind="name_opened", incident=incident).count() == 1
    assert Notice.objects.filter(user=sam, kind="name_opened", incident=incident).count() == 1
    shown = page(cara, address(incident))
    assert all(words in shown for words in (sam.short_name, lena.short_name, REASON))


def test_every_reading_is_recorded_and_the_reporter_sees_how_often(incident, asked, sam, lena, cara):
    assert not standing(Reader(incident, sam))["is_open"]
    page(sam, address(incident))
    assert standing(Reader(incident, cara))["sentence"] == "Nobody has read your name here."
    record(incident, "open_name", by=lena, reveal=asked.pk)
    page(sam, address(incident))
    page(sam, address(incident, "acknowledge"))  # within one look
    page(lena, address(incident))
    assert standing(Reader(incident, cara))["sentence"] == "Your name was read 1 time."


def test_nobody_asks_for_a_name_that_is_shown_anyway(cara, sam):
    with pytest.raises(NotPermitted):
        record(stories.submitted(cara), "ask_reveal", by=sam, reason=REASON)
