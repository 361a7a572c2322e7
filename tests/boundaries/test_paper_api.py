"""A phone that writes for a colleague: saved, sent whole, and sent once more, under the draft's own id."""

import json

import pytest

from audit.door import perform
from audit.ids import uuid7
from boundaries.models import Incident
from tests import papers, stories
from tests.boundaries import phones
from tests.supervision.pages import browser

pytestmark = pytest.mark.django_db
STEPS = {2: "no_reason", 4: "no_policy", 5: "not_applicable", 12: "not_applicable", 7: "no", 8: "no", 9: "no"}
STEPS |= {13: "declined", 14: "yes"}


def call(person, method, address, body=None):
    sent = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    return getattr(browser(person), method)(f"/api/v1/{address}", headers={"idempotency-key": uuid7().hex}, **sent)


def whole(draft, client_k):
    return {
        "id": str(draft.pk), "event_type": "phone_number", "who": f"client:{client_k.pk}", "contact_channel": "in_person",
        "occurred_at": "2026-01-05T08:30", "staff_part": "no", "request_verbatim": "„Mondja már meg a számát!”",
        "responses": ["declined"], "expectation": "advice",
        "steps": {str(number): {"answer": STEPS.get(number, "done")} for number in range(1, 15)},
    }  # fmt: skip


@pytest.fixture
def draft(cara, sam):
    return papers.begun(cara, by=sam, paper=papers.sheet(sam))


def test_it_is_saved_by_whoever_writes_it_and_by_nobody_else(cara, sam, tom, draft):
    for person, status in ((sam, 200), (cara, 404), (tom, 404)):
        assert call(person, "patch", f"drafts/{draft.pk}/", {"what_happened": "So it was."}).status_code == status
        assert call(person, "put", f"drafts/{draft.pk}/steps/1/", {"answer": "done"}).status_code == status
        assert call(person, "get", f"drafts/{draft.pk}/").status_code == status
    ids = {person: [row["id"] for row in call(person, "get", "drafts/").json()["results"]] for person in (cara, sam)}
    assert ids == {cara: [], sam: [str(draft.pk)]}


def test_sent_whole_and_once_more_it_is_one_report_of_hers(cara, sam, draft, client_k):
    first, again = (call(sam, "post", "incidents/", whole(draft, client_k)) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200), (first.content, again.content)
    incident = Incident.objects.get()
    assert first.json()["reference"] == again.json()["reference"] == incident.reference
    assert (incident.reporter, incident.client, incident.on_behalf.filed_by) == (cara, client_k, sam)


def test_nobody_else_sends_it_whole(cara, tom, draft, client_k):
    for person in (cara, tom):
        assert call(person, "post", "incidents/", whole(draft, client_k)).status_code == 404
    assert Incident.objects.get().status == "draft"


def test_how_it_goes_on_is_not_told_to_whoever_wrote_it(cara, sam, draft, client_k):
    """Sent once more it answers as at first: sam may be named in it, or somewhere else by now."""
    first = call(sam, "post", "incidents/", whole(draft, client_k)).json()
    incident = Incident.objects.get()
    assert (first["status"], first["answer_by"]) == ("submitted", None)
    perform(incident, "acknowledge", by=sam, message=stories.message())
    again = call(sam, "post", "incidents/", whole(draft, client_k))
    assert (again.status_code, again.json()) == (200, first)


def test_asked_once_more_to_send_it_the_same_receipt_comes_back(cara, sam, tom, client_k):
    draft = papers.draft(cara, by=sam)
    first, again = (call(sam, "post", f"drafts/{draft.pk}/submit/", {}) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200), again.content
    assert first.json() == again.json()
    assert (first.json()["status"], first.json()["answer_by"]) == ("submitted", None)
    perform(Incident.objects.get(), "acknowledge", by=sam, message=stories.message())
    assert call(sam, "post", f"drafts/{draft.pk}/submit/", {}).json() == first.json()
    assert call(tom, "post", f"drafts/{draft.pk}/submit/", {}).status_code == 404


def test_what_was_written_on_paper_stays_with_the_wording_that_was_printed(cara, sam, draft, client_k):
    before, after = phones.publish()
    answer = call(sam, "post", "incidents/", whole(draft, client_k) | {"version": str(after.pk)})
    assert (answer.status_code, [reason["code"] for reason in answer.json()["missing"]]) == (409, ["protocol_too_old"])
    draft.refresh_from_db()
    assert (draft.status, draft.protocol_version) == ("draft", before)


def test_thrown_away_elsewhere_it_never_becomes_the_report_of_whoever_wrote_it(cara, sam, draft, client_k):
    """The phone still has every word, and sends under the same id."""
    sent = whole(draft, client_k) | {"reporter": str(cara.pk)}
    assert call(sam, "post", f"drafts/{draft.pk}/discard/", {}).status_code == 204
    begin = {"id": str(draft.pk), "event_type": "phone_number", "reporter": str(cara.pk)}
    assert call(sam, "post", "drafts/", begin).status_code == 404
    assert call(sam, "post", "incidents/", sent).status_code == 404
    assert not Incident.objects.exists()


def test_the_form_says_whose_it_is_and_what_says_so_is_sent(cara, sam, draft, client_k):
    assert f'data-reporter="{cara.pk}"' in browser(sam).get(f"/incidents/drafts/{draft.pk}/").content.decode()
    sent = whole(draft, client_k) | {"reporter": str(cara.pk)}
    assert [call(sam, "post", "incidents/", sent).status_code for _ in range(2)] == [201, 200]
    assert call(sam, "post", "incidents/", sent | {"reporter": "cara"}).status_code == 400
