"""An organisation's own protocol of eleven steps, in an order of its own: filed by page, by API, in danger, on paper, printed."""

import json

import pytest
from django.utils import timezone, translation

from audit.door import perform, record
from audit.ids import uuid7
from boundaries.models import Incident, StepAnswer
from boundaries.paper.questions import paper_form
from policies.loading import protocol_for
from policies.models import DirectoryEntry, EventType
from supervision.exports.record import record_document
from supervision.exports.render import record_pdf, renderer
from tests import stories
from tests.boundaries import filling
from tests.policies import wordings
from tests.supervision.reading import text_of

pytestmark = pytest.mark.django_db
ANSWERS = {
    1: "done", 2: "no_reason", 3: "no_policy", 4: "done", 5: "not_applicable", 6: "declined", 7: "yes",
    9: "no", 10: "no", 11: "no",
}  # fmt: skip


@pytest.fixture
def gifts(petra, lena):
    return wordings.published(petra, lena)


@pytest.fixture
def address(client, cara, sam, gifts):
    client.force_login(cara)
    return filling.begun(client, "small_gift")


def whole(client_k, **more):
    steps = {f"step-{number}-answer": answer for number, answer in ANSWERS.items()}
    return filling.basics(client_k, condition_answer="no") | steps | more


def test_the_next_event_of_its_kind_uses_it_and_what_was_begun_before_does_not(cara, petra, lena, organisation):
    kind = EventType.objects.get(key="small_gift")
    before = stories.draft(cara, event="small_gift")
    gifts = wordings.published(petra, lena)
    assert protocol_for(kind, organisation) == gifts
    assert stories.draft(cara, event="small_gift").protocol_version == gifts
    assert stories.draft(cara, event="phone_number").protocol_version.policy.organisation is None
    sent = perform(before, "submit", by=cara)
    assert (sent.protocol_version.policy.slug, sent.answers.count()) == ("boundary-request", 14)


def test_by_the_page(client, address, client_k):
    shown = client.get(address).content.decode()
    assert 'id="response" data-number="8"' in shown
    assert [n for n in range(1, 13) if f'id="step-{n}"' in shown] == [1, 2, 3, 4, 5, 6, 7, 9, 10, 11]
    client.post(address, whole(client_k))
    assert client.get(f"{address}check/").context["missing"] == []
    client.post(f"{address}check/")
    assert StepAnswer.objects.filter(incident__reference__isnull=False).count() == 10


def test_what_is_missing_leads_to_its_place(client, address, client_k):
    sent = whole(client_k)
    del sent["responses"], sent["step-9-answer"]
    client.post(address, sent)
    missing = {row["code"]: row["url"].split("#")[1] for row in client.get(f"{address}check/").context["missing"]}
    assert missing == {"response_missing": "response", "step_9_missing": "step-9"}


def test_confirmed_together_are_those_that_ask_nothing(client, address):
    client.post(address, {"together": "yes"})
    assert {row.clause.key for row in Incident.objects.get().answers.all()} == {"thank", "decline"}


def test_by_api(client, address, client_k, gifts):
    steps = {str(number): {"answer": answer} for number, answer in ANSWERS.items() if number not in (1, 4)}
    report = {"id": str(uuid7()), "event_type": "small_gift", "steps": steps, "together": True, "version": str(gifts.pk)}
    report |= filling.basics(client_k, occurred_at=timezone.localtime().isoformat(), condition_answer="no")
    headers = {"idempotency-key": uuid7().hex}
    answer = client.post("/api/v1/incidents/", json.dumps(report), content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.json()
    incident = Incident.objects.get(pk=report["id"])
    assert (incident.protocol_version, incident.answers.filter(confirmed_together=True).count()) == (gifts, 2)
    refused = report | {"id": str(uuid7()), "steps": steps | {"8": {"answer": "done"}}}
    headers = {"idempotency-key": uuid7().hex}
    answer = client.post("/api/v1/incidents/", json.dumps(refused), content_type="application/json", headers=headers)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["steps.8"])


def test_in_danger_the_safety_step_is_found_wherever_it_stands(client, address):
    shown = client.get(f"{address}danger/").content.decode()
    assert 'data-safety="step-9"' in shown
    assert 'data-general-safety="step-7"' in shown
    client.post(f"{address}danger/", {"answer": "yes", "danger_for": "client"})
    incident = Incident.objects.get()
    assert (incident.status, incident.safety_concern, incident.answers.get().clause.key) == ("submitted", "yes", "safety")


def test_absent_from_the_conversation(client, address):
    answer = client.post(address, {"go": "not_present", "absence": "A colleague told me"})
    assert answer.url.endswith("#response")
    assert Incident.objects.get().answers.count() == 7


def test_on_paper_every_step_is_asked(organisation, gifts):
    kind = EventType.objects.get(key="small_gift")
    directory = list(DirectoryEntry.objects.offered_to(organisation))
    with translation.override("uk"):
        form = paper_form(organisation, gifts, kind, directory)
    assert [step.title for step in form.steps] == [f"{key} (uk)" for key, *_rest in wordings.STEPS]
    assert all(step.questions for step in form.steps)


def test_the_phones_pocket_holds_its_form(client, address, gifts):
    pocket = client.get("/api/v1/pocket/").json()
    assert pocket["kinds"]["small_gift"]["protocol"] == str(gifts.pk)
    assert pocket["safety"][str(gifts.pk)] == "step-9"
    assert 'id="response"' in pocket["pages"]["forms"][str(gifts.pk)]


@pytest.mark.usefixtures("drawing")
def test_an_old_record_prints_the_same_bytes_whatever_is_published_later(cara, sam, petra, lena, gifts):
    incident = stories.submitted(cara, event="small_gift")
    first = record_pdf(record_document(incident, language="cs"))
    assert all(f"{key} (cs)" in text_of(first) for key, *_rest in wordings.STEPS)
    wordings.published(petra, lena, wordings.gift_protocol(title=wordings.in_six("Others"), clauses=[
        wordings.step("other"), wordings.step("safety", "with_organisation", "safety", "conditional"),
        wordings.step("document", "with_organisation", "document"),
    ]))  # fmt: skip
    record(petra.organisation, "retire_policy", by=petra, policy=gifts.policy_id, reason="Enough")
    renderer().stop()
    assert record_pdf(record_document(Incident.objects.get(pk=incident.pk), language="cs")) == first
