"""The pages of the rota: everybody who answers reads them, leads enter and call off."""

import uuid

import pytest

from supervision.models import OnCallShift
from tests.supervision.nights import AS_SENT, on_call, passes
from tests.supervision.pages import browser, page, send

ROTA, ENTER = "/rota/", "/rota/enter/"


@pytest.fixture
def lead(lena):
    lena.language = "en"
    lena.save()
    return lena


def form(person, **fields):
    values = {"user": person.pk, "team": "", "starts_at": "2026-03-01T18:00", "ends_at": "2026-03-02T08:00"}
    return values | {"duty_phone": "+36 1 555 01 02", "weeks": 1, "key": uuid.uuid4().hex} | fields


def test_a_lead_enters_a_shift_and_the_week_shows_it(tom, sam, lead, night):
    assert "No rota is kept yet" in page(lead, ROTA)
    send(lead, ENTER, **form(tom, weeks=2))
    assert OnCallShift.objects.count() == 2
    for person in (lead, sam):
        text = page(person, ROTA)
        for words in ("Tom N.", "18:00–24:00", "whole service", AS_SENT):
            assert words in text
    assert "00:00–08:00" in page(lead, f"{ROTA}?week=2026-03-04")
    assert "Tom N." in page(lead, f"{ROTA}?week=2026-03-09")
    assert "18:00–24:00" not in page(lead, f"{ROTA}?week=2026-04-09")


def test_the_same_form_sent_twice_enters_once(tom, lead, night):
    fields = form(tom)
    for _ in range(2):
        send(lead, ENTER, **fields)
    assert OnCallShift.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends_at": "2026-03-01T17:00"}, "ends before it begins"),
        ({"duty_phone": "06 1 555 0102"}, "with the country in front"),
        ({"duty_phone": ""}, "Please write something here"),
        ({"user": uuid.UUID(int=7)}, "Choose one of the answers offered"),
        ({"team": uuid.UUID(int=7)}, "Choose one of the answers offered"),
        ({"weeks": 0}, "greater than or equal to 1"),
        ({"weeks": 27}, "less than or equal to 26"),
        ({"starts_at": "yesterday"}, "Give the date and the time"),
        ({"ends_at": ""}, "Give the date and the time"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(tom, lead, night, fields, words):
    assert words in send(lead, ENTER, 200, **form(tom, **fields))
    assert not OnCallShift.objects.exists()


def test_a_private_number_is_asked_not_to_be_given(lead):
    assert "Never a private number" in page(lead, ENTER)


def test_calling_off_leaves_a_gap_that_the_pages_show(tom, sam, lead, night):
    shift = on_call(tom, lead)
    passes(night, 1)
    send(lead, f"{ROTA}{shift.pk}/call-off/")
    passes(night, 2)
    assert "Nobody can answer in these hours" in page(lead, ROTA)
    assert "Nobody can answer in these hours" in page(lead, "/")
    assert "Nobody can answer in these hours" not in page(sam, "/")
    send(lead, f"{ROTA}{shift.pk}/call-off/", 404)


@pytest.mark.parametrize("name", ["cara", "sam", "petra", "rita", "ada"])
def test_only_leads_change_it(cast, night, name):
    shift = on_call(cast["tom"], cast["lena"])
    client = browser(cast[name])
    assert client.get(ENTER).status_code == 403
    assert client.post(ENTER, form(cast["tom"])).status_code == 403
    assert client.post(f"{ROTA}{shift.pk}/call-off/").status_code == 403
    assert client.get(ROTA).status_code == (200 if name == "sam" else 403)


def test_another_organisations_rota_is_not_there(tom, lead, olly, night):
    shift = on_call(tom, lead)
    assert "Tom" not in page(olly, ROTA)
    send(olly, f"{ROTA}{shift.pk}/call-off/", 404)
    assert "Choose one of the answers offered" in send(olly, ENTER, 200, **form(tom))


@pytest.mark.parametrize("week", ["", "nonsense", "0001-01-01", "9999-12-31", "2026-02-30", "2026-12-28"])
def test_any_week_may_be_asked_for(sam, lena, tom, night, week):
    on_call(tom, lena)
    assert page(sam, f"{ROTA}?week={week}").count("<h1") == 1
