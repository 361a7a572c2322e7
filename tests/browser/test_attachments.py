"""A photo from the phone: chosen, added, listed, looked at by the supervisor; the pages pass axe, without script too."""

import pytest
from django.test import Client

from boundaries.models import Attachment
from tests import files, stories

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def entered(story_cast, open_page):
    """A function: a browser in which this person is signed in."""

    def opener(name, **options):
        client = Client()
        client.force_login(story_cast[name])
        page = open_page(**options)
        page.context.add_cookies(
            [
                {"name": key, "value": morsel.value, "domain": "127.0.0.1", "path": "/", "secure": True}
                for key, morsel in client.cookies.items()
            ]
        )
        return page

    return opener


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "IMG_1.png"
    path.write_bytes(files.photo("PNG"))
    return str(path)


def eventually(page, holds):
    for _ in range(300):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError


def test_a_photo_is_added_to_a_draft_and_taken_out_again(story_cast, entered, picture, axe):
    draft = stories.draft(story_cast["cara"])
    page = entered("cara", **PHONE)
    page.goto(f"/incidents/drafts/{draft.pk}/#hopes")
    page.set_input_files("#photos", picture)
    page.wait_for_selector("#files-here [data-state=there]:not([hidden])")
    assert "IMG_1" in page.inner_text("#files-here .files")
    assert Attachment.objects.get().incident == draft
    axe(page)
    for target in page.locator("#files-here .files button, #photos").all():
        assert target.bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("#files-here .files button").tap()
    page.wait_for_selector("#files-here .files li", state="detached")
    eventually(page, lambda: not Attachment.objects.exists())


def test_a_photo_chosen_before_the_scripts_came_is_taken(story_cast, entered, picture):
    draft = stories.draft(story_cast["cara"])
    page = entered("cara", **PHONE, service_workers="block")
    waiting = []
    page.route("**/js/form/rest.js", lambda route: waiting.append(route))
    page.goto(f"/incidents/drafts/{draft.pk}/#hopes")
    page.set_input_files("#photos", picture)
    page.wait_for_timeout(500)
    while not waiting:
        page.wait_for_timeout(100)
    waiting[0].continue_()
    page.wait_for_selector("#files-here [data-state=there]:not([hidden])")
    assert Attachment.objects.get().incident == draft


def test_a_photo_is_added_without_javascript_and_taken_out_again(story_cast, entered, picture):
    draft = stories.draft(story_cast["cara"])
    page = entered("cara", **PHONE, java_script_enabled=False)
    page.goto(f"/incidents/drafts/{draft.pk}/#hopes")
    page.locator("button[value=attach]").tap()
    page.wait_for_url("**/attachments/")
    page.set_input_files("input[type=file]", picture)
    page.locator("form[enctype] button").tap()
    page.wait_for_selector(".files a")
    assert "IMG_1.jpg" in page.inner_text(".files")
    for target in page.locator(".files a, .files button, form[enctype] button, input[type=file]").all():
        assert target.bounding_box()["height"] >= 44
    page.locator(".files button").tap()
    page.wait_for_selector(".files", state="detached")
    assert not Attachment.objects.exists()


def test_what_was_added_is_downloaded_by_who_answers(story_cast, entered, picture, axe):
    incident = stories.submitted(story_cast["cara"])
    page = entered("cara", **PHONE)
    page.goto(f"/incidents/{incident.reference}/receipt/")
    page.set_input_files("input[type=file]", picture)
    page.locator("form[enctype] button").tap()
    page.wait_for_selector(".files a")
    axe(page)
    desk = entered("sam", **DESK)
    desk.goto(f"/incidents/{incident.reference}/")
    axe(desk)
    with desk.expect_download() as handed_out:
        desk.click(".files a")
    assert handed_out.value.suggested_filename == "IMG_1.jpg"
