"""Hostile texts in the real browser: nothing runs, nothing is fetched, nothing is blocked because nothing is tried."""

import pytest

from tests import stories
from tests.browser.test_signing_in import sign_in
from tests.cast import PASSPHRASE
from tests.sweeps.test_injection import everything, story

WATCH = """
window.seen = [];
addEventListener("securitypolicyviolation", (event) => window.seen.push(event.violatedDirective));
for (const name of ["alert", "confirm", "prompt", "open"]) window[name] = () => window.seen.push(name);
"""


@pytest.fixture
def people(story_cast):
    for person in story_cast.values():
        person.set_password(PASSPHRASE)
        person.save()
    return story_cast


def test_nothing_of_it_runs(people, open_page, site_address):
    incident = story(people, everything)
    draft = stories.draft(people["cara"], request_verbatim=everything("said"), own_observations=everything("seen"))
    root = f"/incidents/{incident.reference}/"
    visits = {"cara": (root, f"{root}receipt/", f"/incidents/drafts/{draft.pk}/check/"), "sam": (root, "/queue/")}
    for name, addresses in visits.items():
        page, asked = open_page(viewport={"width": 390, "height": 844}), []
        page.add_init_script(WATCH)
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        sign_in(page, people[name].username)
        for address in addresses:
            page.goto(address)
            page.mouse.move(100, 400)
            page.keyboard.press("Tab")
            assert page.evaluate("window.seen") == [], address
        assert [url for url in asked if not url.startswith(site_address)] == []
