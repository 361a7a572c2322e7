"""Saved views of the register: one's own, opened by one tap, replaced under the same name, honest about what is gone."""

import uuid

import pytest
from django.urls import reverse

from accounts.models import Team
from supervision import saved_views
from supervision.models import SavedView
from tests import stories
from tests.supervision.pages import browser, in_english, page

pytestmark = pytest.mark.django_db
SAVE = "/register/views/"


@pytest.fixture
def rita(rita):
    return in_english(rita)


def saved(person, name, query="status=closed&columns=when,status", expect=302):
    answer = browser(person).post(SAVE, {"name": name, "query": query})
    assert answer.status_code == expect, answer.content.decode()[:500]
    return answer


def opened(person, view):
    return browser(person).get(reverse("saved_view", args=[view.pk]))


def test_what_is_saved_is_opened_by_one_tap_from_above_the_register(cara, sam, rita):
    closed, other = stories.closed(cara, sam), stories.submitted(cara)
    assert saved(rita, "Closed ones").url == "/register/?status=closed&columns=when%2Cstatus"
    view = SavedView.objects.get()
    assert view.query == {"filters": {"status": "closed"}, "columns": ["when", "status"]}
    assert f'<a href="/register/views/{view.pk}/" >Closed ones</a>' in page(rita, "/register/")
    answer = opened(rita, view)
    assert answer.url == "/register/?status=closed&columns=when%2Cstatus"
    text = page(rita, answer.url)
    assert closed.reference in text
    assert other.reference not in text
    assert f'<a href="/register/views/{view.pk}/" aria-current="page">Closed ones</a>' in text


def test_the_page_carries_what_it_shows_into_the_form(rita):
    text = page(rita, "/register/?q=parasol&since=2026-01-02&columns=kind")
    assert 'name="query" value="q=parasol&amp;since=2026-01-02&amp;columns=kind"' in text
    saved(rita, "Since then", "q=parasol&since=2026-01-02&columns=kind")
    assert opened(rita, SavedView.objects.get()).url == "/register/?q=parasol&since=2026-01-02&columns=kind"


def test_the_same_name_replaces_and_says_so(rita, lena):
    saved(rita, "Mine")
    ritas = browser(rita)
    text = ritas.post(SAVE, {"name": "Mine", "query": "status=submitted"}, follow=True).content.decode()
    assert "The view “Mine” was replaced." in text
    saved(lena, "Mine")
    assert SavedView.objects.get(user=rita).query == {"filters": {"status": "submitted"}, "columns": []}
    assert SavedView.objects.count() == 2


def test_there_are_at_most_so_many_and_replacing_goes_on(rita, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 2)
    for name in ("One", "Two"):
        saved(rita, name)
    answer = saved(rita, "Three", expect=200)
    assert "You have 2 saved views. Delete one first." in answer.content.decode()
    saved(rita, "Two", "status=submitted")
    assert sorted(SavedView.objects.values_list("name", flat=True)) == ["One", "Two"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\x00b"])
def test_a_name_is_needed_and_bounded(rita, name):
    answer = saved(rita, name, expect=200)
    assert "fault" in answer.content.decode()
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("query", ["status=mad", "team=x", "columns=shoe_size", "q=a", "since=yesterday"])
def test_only_what_the_register_takes_is_saved(rita, query):
    saved(rita, "Mine", query, expect=200)
    assert not SavedView.objects.exists()


def test_what_nobody_asked_for_is_not_kept(rita):
    saved(rita, "Mine", "status=closed&after=x&evil=1&csrfmiddlewaretoken=y")
    assert SavedView.objects.get().query == {"filters": {"status": "closed"}, "columns": []}


def test_what_is_no_longer_offered_is_left_out_and_said(rita, organisation):
    team = Team.objects.create(organisation=organisation, name="Gone")
    saved(rita, "That team", f"team={team.pk}&status=closed&columns=when")
    team.delete()
    view = SavedView.objects.get()
    view.query["columns"].append("former")
    view.save()
    text = browser(rita).get(reverse("saved_view", args=[view.pk]), follow=True).content.decode()
    assert "“That team” held something that is no longer offered, and shows more now: Team, Columns" in text
    assert opened(rita, view).url == "/register/?status=closed&columns=when"


def test_others_views_do_not_exist(rita, lena, olly):
    saved(rita, "Mine")
    view = SavedView.objects.get()
    for person in (lena, olly):
        assert "Mine" not in page(person, "/register/")
        assert opened(person, view).status_code == 404
        assert browser(person).post(reverse("delete_saved_view", args=[view.pk])).status_code == 404
    assert opened(rita, SavedView(pk=uuid.UUID(int=7))).status_code == 404
    assert SavedView.objects.exists()


@pytest.mark.parametrize("name", ["cara", "sam", "petra", "ada"])
def test_whoever_may_not_read_the_register_saves_no_view_of_it(cast, name):
    saved(cast[name], "Mine", expect=403)
    view = SavedView.objects.create(user=cast[name], name="Former", query={"filters": {}, "columns": []})
    assert opened(cast[name], view).status_code == 403
    assert browser(cast[name]).post(reverse("delete_saved_view", args=[view.pk])).status_code == 403


def test_one_is_deleted_by_its_owner_alone_and_only_by_post(rita):
    saved(rita, "Mine")
    view = SavedView.objects.get()
    ritas = browser(rita)
    assert ritas.get(reverse("delete_saved_view", args=[view.pk])).status_code == 405
    text = ritas.post(reverse("delete_saved_view", args=[view.pk]), follow=True).content.decode()
    assert "The view “Mine” was deleted." in text
    assert not SavedView.objects.exists()
