"""However a phone's requests come, late, doubled, cut in half or in another order: in the end there is one same record."""

import json

from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, note, settings
from hypothesis import strategies as st

from audit import verify
from audit.ids import uuid7
from audit.models import AuditEvent
from boundaries.models import Incident
from tests.boundaries import phones
from tests.properties.phone_requests import Report, Request, reports

# how each request fares: not at all, whole, twice, or cut off after this part of it
FATES = st.one_of(st.just(0), st.just(1), st.just(2), st.floats(0.05, 0.95))
PART_OF_RECORD = set(Incident.EVIDENCE["report"] + Incident.EVIDENCE["filing"]) - {"reference", "started_at", "submitted_at"}
ATTEMPTS = 4


def replay(client, requests, fates):
    """Every answer is one: a refusal with a code, never a failure of ours."""
    for request, fate in zip(requests, fates, strict=True):
        for _time in range(2 if fate == 2 else int(fate > 0)):
            answer = request.sent(client, cut=fate if fate < 1 else 1.0)
            note(f"{request.method} {request.path} {fate} -> {answer.status_code}")
            assert answer.status_code < 500, answer.content
            if answer.status_code >= 400:
                assert answer.json()["code"]


def send_at_last(client, report):
    """As a phone with a network does: files first, then everything, upon what the server says that it has."""
    assert Request("GET", "/api/v1/hello/").sent(client).status_code == 200
    if report.photo:
        Request("POST", phones.DRAFTS, {"id": report.id, "event_type": "phone_number"}).sent(client)
        for request in report.uploading():
            request.sent(client)
    content = report.known()
    for _attempt in range(ATTEMPTS):
        answer = Request("POST", phones.INCIDENTS, content).sent(client)
        if answer.status_code != 409 or "current" not in answer.json():
            return answer
        rebase(report, content, answer.json()["current"])
    return answer


def rebase(report, content, current):
    """What differs is what this phone itself has said before: nobody else was there."""
    content["seen"] |= current["fields"]
    for number, stands in current["steps"].items():
        said = {name: value for name, value in stands["content"].items() if value or name == "answer"}
        tries = [{name: value for name, value in row.items() if value or name == "answer"} for row in report.tries(int(number))]
        assert plain(said) in [plain(row) for row in tries], (number, stands)
        content["steps"][number]["based_on"] = stands["revision"]


def plain(content):
    return {name: value.strip() if isinstance(value, str) else value for name, value in content.items() if value != ""}


def as_record(incident) -> dict:
    """Everything of it that a reporter said, and nothing that depends on when it arrived."""
    fields = {name: getattr(incident, name) for name in sorted(PART_OF_RECORD)}
    rows = incident.answers.order_by("clause__number")
    return fields | {
        "status": incident.status,
        "answers": [[row.clause.key, row.outcome, row.note, row.data, row.confirmed_together] for row in rows],
        "named": sorted(person.name for person in incident.named.all()),
        "files": [row.sent_sha256 for row in incident.attachments.all()],
    }


def undisturbed(client, report) -> dict:
    """The record that the same words make when nothing goes wrong on the way."""
    with transaction.atomic():
        alone = Report(**{**vars(report), "id": str(uuid7()), "upload": str(uuid7()), "key": uuid7().hex})
        assert send_at_last(client, alone).status_code == 201
        record = as_record(Incident.objects.get(pk=alone.id))
        transaction.set_rollback(True)
    return record


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True,
          phases=[Phase.generate])
@given(report=reports(), data=st.data())
def test_any_replay_makes_the_one_same_record(client, cara, sam, client_k, settings, report, data):
    settings.PERSON_LIMITS = settings.PERSON_LIMITS | {"drafts": 1000, "reports": 1000}
    client.force_login(cara)
    requests = data.draw(st.permutations(report.requests()))
    fates = data.draw(st.lists(FATES, min_size=len(requests), max_size=len(requests)))
    with transaction.atomic():
        expected = undisturbed(client, report)
        replay(client, requests, fates)
        event(f"sent on the way: {Incident.objects.sent().exists()}")
        answer = send_at_last(client, report)
        note(json.dumps(answer.json()))
        assert answer.status_code in (200, 201)
        [incident] = Incident.objects.all()
        assert incident.reference == answer.json()["reference"]
        assert as_record(incident) == expected
        assert AuditEvent.objects.filter(act="incident_submitted", object_id=incident.pk).count() == 1
        assert verify.verify().findings == []
        transaction.set_rollback(True)
