"""The whole act: no network from the first tap, a report in Bulgarian with a photo, two kills; then a slow network."""

import io

import pytest
from PIL import Image

from boundaries.models import Attachment, Incident
from tests import files
from tests.browser.form_pages import answered_in_short, choose
from tests.browser.phone_app import cached, until, visited
from tests.browser.phone_leftovers import left
from tests.browser.signing_in import sign_in
from tests.browser.test_phone_killed import Phone, killed
from tests.cast import PASSPHRASE
from tests.parts import cable

WORDS = "„Дай ми номера си, че ако ми прилошее нощем, на кого да звъня?“"
HAPPENED = "Господинът ме хвана за ръката и държа телефона ми, докато не му обещах."
NOTE = "Казах му спокойно, че имам служебен номер."


@pytest.fixture
def between(site_address):
    with cable.running(int(site_address.rsplit(":", 1)[1])) as between:
        yield between


@pytest.fixture
def phone(caras_phone, story_cast, between, browser, tmp_path):
    """Cara, who reads Bulgarian, signed in on her phone once; then she closed the browser and went where no network is."""
    caras_phone(language="bg").context.close()
    cara = type(story_cast["cara"]).objects.get(pk=story_cast["cara"].pk)
    cara.set_password(PASSPHRASE)
    cara.save()
    phone = Phone(browser, between.address, tmp_path / "profile")
    page = phone.start()
    page.goto("/accounts/login/")
    page.fill("[name=login]", "north-001")
    page.fill("[name=password]", PASSPHRASE)
    page.locator("form:has([name=password]) button").tap()
    page.wait_for_selector("a[href='/incidents/new/']")
    visited(page)
    phone.context.close()
    between.cut()
    yield phone
    phone.context.close()


def is_kept(page):
    page.wait_for_timeout(600)  # what is typed is kept after each pause of 0.4 s
    until(page, "document.getElementById('saved').dataset.state === 'here'")


def go_on(phone):
    """The browser opens at home, as from its icon; she taps Continue."""
    page = phone.start(is_offline=True)
    page.goto("/")
    page.locator("[data-here] [data-go]").tap()
    page.wait_for_selector("#report .screen.current")
    return page


def begin(page):
    page.goto("/")
    page.locator("main a[href='/incidents/new/']").first.tap()
    page.locator("[name=event_type][value=phone_number]").first.tap()
    page.wait_for_selector("#report")
    page.locator("label:has-text('K-031')").first.tap()
    choose(page, "contact_channel", "in_person")
    choose(page, "staff_part", "no")
    page.fill("[name=request_verbatim]", WORDS)
    page.locator("details.fold:has([name=what_happened]) summary").tap()
    page.fill("[name=what_happened]", HAPPENED)
    is_kept(page)


def add_photo(page, tmp_path):
    place = tmp_path / "снимка.jpg"
    place.write_bytes(files.photo(size=(1600, 900)))
    page.locator("#photos").set_input_files(place)
    page.wait_for_selector("#files-here li")
    is_kept(page)


def write_note(page):
    page.locator("#step-9 details.note summary").tap()
    page.locator("[name=step-9-note]").press_sequentially(NOTE)
    is_kept(page)


def send(page):
    page.locator("#to-check").first.tap()
    page.wait_for_selector("#check.current")
    page.locator("#send").tap()
    page.wait_for_selector("#sent [data-sent=waiting]:visible")


def network_returns(phone, page, between):
    """Slow 3G, also for what the worker asks, on a phone with a quarter of the power; the radio tells the browser."""
    phone.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    between.mend(**cable.SLOW_3G)
    phone.context.set_offline(False)
    page.wait_for_selector("#sent [data-sent=done]:visible, #reference", timeout=180_000)


def seen_by_sam(open_page, sam, report):
    """Every word on his page, the photo as bytes, and no second report."""
    page = open_page(viewport={"width": 1280, "height": 800})
    sign_in(page, sam)
    page.goto("/queue/")
    assert page.locator(f"main a[href*='{report.reference}']").count() >= 1
    page.goto(f"/incidents/{report.reference}/")
    text = page.locator("main").text_content()
    page.locator("main a[href*='tab=steps']").click()
    page.wait_for_load_state()
    text += page.locator("main").text_content()
    assert [words for words in (WORDS, HAPPENED, NOTE) if words not in text] == []
    answer = page.context.request.get(page.locator("ul.files a").get_attribute("href"))
    picture = Image.open(io.BytesIO(answer.body()))
    picture.load()
    return page, picture.size


def test_written_without_a_network_killed_twice_sent_once(phone, between, open_page, story_cast, tmp_path):
    page = phone.start(is_offline=True)
    begin(page)
    assert page.get_attribute("html", "lang") == "bg"
    killed(phone, page)
    page = go_on(phone)
    assert page.input_value("[name=request_verbatim]") == WORDS
    answered_in_short(page)
    add_photo(page, tmp_path)
    write_note(page)
    killed(phone, page)
    page = go_on(phone)
    send(page)
    assert between.carried == 0
    assert not Incident.objects.exists()
    network_returns(phone, page, between)
    report = Incident.objects.get()
    assert report.reference in page.locator("main").inner_text()
    assert report.status == "submitted"
    assert {answer.clause.number for answer in report.answers.all()} == set(range(1, 15))
    assert Attachment.objects.get().incident == report
    assert seen_by_sam(open_page, story_cast["sam"], report)[1] == (900, 1600)  # upright
    holds_nothing_more(page, report)


def holds_nothing_more(page, report):
    """The receipt's note and the blank forms: no draft, no photo, nothing that waits, no word of hers."""
    rest, text = left(page)
    assert rest["drafts"] == rest["files"] == rest["queue"] == []
    assert sorted(name.split(",")[1] for name in rest["pocket"]) == ["forms", f"sent-{report.pk}"]
    assert [word for word in (WORDS, HAPPENED, NOTE, "снимка", "служебен") if word in text] == []
    assert [word for text in cached(page) for word in (WORDS, HAPPENED, NOTE) if word in text] == []
    page.goto("/")
    assert report.reference in page.locator("main").inner_text()
    assert page.locator("[data-here] [data-go]").count() == 0
