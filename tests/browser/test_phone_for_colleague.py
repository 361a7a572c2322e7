"""A phone that writes for a colleague: her words never become the report of whoever typed them."""

import pytest

from audit.door import record
from audit.ids import uuid7
from boundaries.models import Incident
from boundaries.paper import filing
from policies.models import EventType
from tests.browser.signing_in import sign_in

WANT = """async () => {
  const [{ open }, { person }] = [await import("/static/js/phone/opened.js"), document.body.dataset];
  const { drafts, sync } = await open(person);
  const [{ id }] = await drafts.list();
  await drafts.wantSent(id);
  await sync.now(id);
  const draft = await drafts.load(id);
  return [draft.reporter, draft.send, Boolean(draft.refused)];
}"""


@pytest.fixture
def page(open_page, story_cast):
    """Sam's desk, signed in."""
    page = open_page()
    sign_in(page, story_cast["sam"])
    return page


def test_thrown_away_elsewhere_it_is_refused_and_stays_here(page, story_cast):
    cara, sam = story_cast["cara"], story_cast["sam"]
    draft = filing.begin_for(sam, cara, uuid7(), language="hu")
    draft.event_type = EventType.objects.get(key="phone_number")
    draft.save(update_fields=["event_type"])
    page.goto(f"/incidents/drafts/{draft.pk}/")
    page.wait_for_selector("#saved[data-state=saved]", state="attached")
    record(Incident.objects.get(pk=draft.pk), "discard", by=sam)
    assert page.evaluate(WANT) == [str(cara.pk), None, True]
    assert not Incident.objects.exists()
