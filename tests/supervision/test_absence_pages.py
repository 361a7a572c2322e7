"""The pages of an absence: whom it affects stands there before it is saved, and no refusal loses what was typed."""

import datetime

import pytest
from django.utils import timezone

from boundaries.models import Incident
from supervision.models import Absence
from tests import stories
from tests.supervision.absent import away, owners
from tests.supervision.pages import browser, page, send

ADDRESS = "/calendar/absence/"


@pytest.fixture(autouse=True)
def _there(lena, tom, sam):
    """Somebody leads and somebody covers in every story."""


def typed(cover, days=3, **more):
    today = timezone.now().date()
    return {
        "starts_on": today.isoformat(), "ends_on": (today + datetime.timedelta(days=days)).isoformat(),
        "starts_time": "", "ends_time": "", "cover": str(cover.pk) if cover else "", "kind": "sick",
    } | more  # fmt: skip


def test_nobody_is_offered_as_her_own_cover(sam, lena, tom):
    assert f'value="{sam.pk}"' not in page(sam, ADDRESS)
    assert f'value="{tom.pk}"' in page(sam, ADDRESS)
    assert page(lena, ADDRESS).count(f'value="{sam.pk}"') == 2  # who is away, and who stands in


def test_a_look_says_whom_it_affects_and_saves_nothing(cara, sam, tom):
    stories.submitted(cara)
    stories.answered(cara, by=sam)
    shown = send(sam, ADDRESS, 200, **typed(tom))
    assert '<dd class="number">2</dd>' in shown
    assert '<dd class="number">1</dd>' in shown
    assert "Nothing is saved yet." in shown
    assert 'name="save"' in shown
    assert not Absence.objects.exists()


def test_saved_it_stands_in_the_calendar_and_is_done_once_though_pressed_twice(cara, sam, tom):
    incident = stories.submitted(cara)
    client = browser(sam)
    form = typed(tom, save="1", key="a" * 32)
    for _ in range(2):
        assert client.post(ADDRESS, form)["Location"].startswith("/calendar/?month=")
    absence = Absence.objects.get()
    assert (absence.staff, absence.cover, absence.kind, absence.entered_by) == (sam, tom, "sick", sam)
    assert absence.starts_at <= timezone.now()
    assert owners(incident) == {"reply": tom}
    assert incident.messages.filter(kind="notice").count() == 1


def test_whole_days_end_at_midnight_of_the_place(sam, tom, organisation):
    organisation.time_zone = "Europe/Kyiv"
    organisation.save()
    send(sam, ADDRESS, save="1", **typed(tom, starts_on="2036-03-29", ends_on="2036-03-30"))
    absence = Absence.objects.get()
    # the clocks change in that night: two days are 47 hours
    assert absence.ends_at - absence.starts_at == datetime.timedelta(hours=47)


def test_a_refusal_keeps_what_was_typed(cara, sam, tom):
    stories.submitted(cara)
    for name in ("look", "save"):
        shown = send(sam, ADDRESS, 200, **typed(None, starts_time="00:01", **{name: "1"}))
        assert "Choose who stands in" in shown
        assert 'value="00:01"' in shown
        assert 'value="sick"' in shown.split("checked")[0].rsplit("<input", 1)[1]
        assert 'name="save"' not in shown
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"starts_on": "soon"}, "Give the day."),
        ({"starts_on": ""}, "Give the day."),
        ({"ends_time": "late"}, "Give the time"),
        ({"starts_on": "9999-12-31", "ends_on": "9999-12-31"}, "Check the date."),
        ({"ends_on": "2020-01-01"}, "The end must come after the beginning."),
        ({"starts_on": "2020-01-01", "ends_on": "2020-01-02"}, "over already"),
        ({"cover": "nobody"}, "Choose one of the answers offered."),
        ({"kind": "secret"}, "Choose one of the answers offered."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(sam, tom, more, sentence):
    shown = send(sam, ADDRESS, 200, **typed(tom, save="1") | more)
    assert sentence in shown
    assert 'id="errors"' in shown


def test_a_supervisor_cannot_enter_it_for_a_colleague_and_a_lead_can(cara, sam, tom, lena):
    send(tom, ADDRESS, save="1", **typed(None, staff=str(sam.pk)))
    assert Absence.objects.get().staff == tom
    send(lena, ADDRESS, save="1", **typed(lena, staff=str(sam.pk)))
    assert Absence.objects.get(staff=sam).entered_by == lena


def test_nobody_of_elsewhere_is_offered_or_taken(sam, olly):
    assert "Olly" not in page(sam, ADDRESS)
    assert "Choose one of the answers offered." in send(sam, ADDRESS, 200, **typed(olly, save="1"))


def test_counts_are_of_what_the_lead_may_see(cara, sam, lena):
    """A lead who is part of a record of Sam's does not learn from a number that there is one."""
    stories.submitted(cara, named=[lena])
    shown = send(lena, ADDRESS, 200, **typed(None, starts_on="2036-01-01", ends_on="2036-01-02", staff=str(sam.pk)))
    assert '<dd class="number">0</dd>' in shown
    assert Incident.objects.count() == 1


def test_called_off_from_the_calendar(cara, sam, tom):
    incident = stories.submitted(cara)
    absence = away(sam, tom)
    address = f"/calendar/absence/{absence.pk}/call-off/"
    assert address in page(sam, "/calendar/")
    assert address not in page(tom, "/calendar/")
    send(tom, address, 403)
    send(sam, address)
    assert owners(incident) == {"reply": sam}
    assert "called off already" in browser(sam).post(address, follow=True).content.decode()


def test_out_of_sight_it_is_not_there(sam, tom, olly, organisation):
    eva = tom  # of another team, and nobody's cover
    absence = away(eva)
    send(sam, f"/calendar/absence/{absence.pk}/call-off/", 404)
    send(olly, f"/calendar/absence/{absence.pk}/call-off/", 404)


def test_who_answers_nothing_has_no_calendar(cara, rita, petra, ada):
    for person in (cara, rita, petra, ada):
        page(person, ADDRESS, 403)
        page(person, "/calendar/", 403)
