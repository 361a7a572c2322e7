"""Figures: for who knows the token, cheap, and without an id or a word of anybody."""

import datetime
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from audit.models import OutboxItem
from config import metrics
from supervision.exports.render import Renderer, rendered
from supervision.exports.store import stored_record
from supervision.models import Deadline
from supervision.webhooks import acts
from tests import stories

TOKEN = "for these tests alone"
PLANTED = "planted-token"


@pytest.fixture
def figures(db, settings, client):
    """A function: every figure as {(name, labels): value}, as Prometheus reads it."""
    settings.METRICS_TOKEN = TOKEN

    def read():
        response = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/plain")
        families = text_string_to_metric_families(response.content.decode())
        samples = [sample for family in families for sample in family.samples]
        return {(sample.name, *sorted(sample.labels.values())): sample.value for sample in samples}

    return read


def test_without_a_token_set_nothing_is_there(db, client):
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer ő"]
)
def test_without_the_right_token_nothing_is_said(db, client, settings, given):
    settings.METRICS_TOKEN = TOKEN
    response = client.get("/metrics", headers={"authorization": given} if given else {})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert b"doorstep_" not in response.content


def test_a_session_is_no_token(ada, settings, client):
    settings.METRICS_TOKEN = TOKEN
    client.force_login(ada)
    assert client.get("/metrics").status_code == 401


def test_requests_are_counted_by_route_method_and_kind_of_answer(figures, client):
    before = figures()
    for _ in range(3):
        client.get("/healthz")
    client.post("/healthz")
    after = figures()

    def more(*key):
        return after.get(key, 0) - before.get(key, 0)

    assert more("doorstep_requests_total", "2xx", "GET", "healthz") == 3
    assert more("doorstep_requests_total", "4xx", "POST", "healthz") == 1
    assert more("doorstep_request_seconds_count", "healthz") == 4


def test_labels_never_carry_what_somebody_sent(figures, cara, sam, client_k):
    incident = stories.submitted(cara, client=client_k)
    browser = Client(raise_request_exception=False)
    browser.force_login(sam)
    for address in (
        f"/incidents/{incident.reference}/",
        f"/{PLANTED}/",
        f"/queue/?q={PLANTED}",
        f"/static/{PLANTED}.css",
    ):
        browser.get(address).close()
        browser.generic("PLANTED-TOKEN", address)
    labels = " ".join(label for _name, *rest in figures() for label in rest)
    assert "incident" in labels
    for word in (
        PLANTED,
        PLANTED.upper(),
        incident.reference,
        str(incident.pk),
        str(sam.pk),
        str(incident.organisation_id),
    ):
        assert word not in labels
    assert not re.search(r"[0-9a-f]{8}-|DS-", labels)


def test_what_waits_and_what_was_given_up(figures, cara, sam, ada, client_k, time_machine):
    time_machine.move_to(timezone.now())
    acts.add(cara.organisation, ada, address="http://127.0.0.1:1/", events=["incident_submitted"])
    assert figures()["doorstep_outbox_waiting", "webhook"] == 0
    stories.submitted(cara, client=client_k)
    OutboxItem.objects.filter(channel="mail").update(parked_at=timezone.now())
    time_machine.shift(datetime.timedelta(minutes=5))
    found = figures()
    assert found["doorstep_outbox_waiting", "webhook"] == 1
    assert found["doorstep_outbox_oldest_seconds", "webhook"] == pytest.approx(300, abs=2)
    assert (found["doorstep_outbox_waiting", "mail"], found["doorstep_outbox_parked", "mail"]) == (0, 1)


def test_what_is_owed_and_what_is_late(figures, cara, sam, client_k, time_machine):
    time_machine.move_to(timezone.now())
    stories.submitted(cara, client=client_k)
    found = figures()
    assert (found["doorstep_obligations", "open"], found["doorstep_obligations", "overdue"]) == (1, 0)
    assert (found["doorstep_incidents", "submitted"], found["doorstep_incidents", "resolved"]) == (1, 0)
    time_machine.move_to(Deadline.objects.get().due_at)
    time_machine.shift(1)
    assert figures()["doorstep_obligations", "overdue"] == 1  # before a clock has seen it
    call_command("worker", "--once", "--with-clock")
    assert figures()["doorstep_obligations", "overdue"] == 1


def test_who_is_alive_and_since_when(figures, time_machine):
    time_machine.move_to(timezone.now())
    call_command("worker", "--once")
    time_machine.shift(40)
    found = figures()
    assert found["doorstep_heartbeat_age_seconds", "worker"] == pytest.approx(40, abs=1)
    assert ("doorstep_heartbeat_age_seconds", "clock") not in found


def test_documents_are_counted_by_what_came_of_them(figures):
    before = figures().get(("doorstep_pdf_renders_total", "too_slow"), 0)
    rendered.send(Renderer, outcome="too_slow", seconds=20)
    assert figures()["doorstep_pdf_renders_total", "too_slow"] == before + 1


def test_a_document_is_a_figure(figures, drawing, cara, sam, client_k):
    before = figures().get(("doorstep_pdf_renders_total", "done"), 0)
    incident = stories.submitted(cara, client=client_k)
    stored_record(incident, language="en", profile="pseudonymised")
    assert figures()["doorstep_pdf_renders_total", "done"] == before + 1


def test_without_a_database_the_figures_of_requests_are_still_there(figures, monkeypatch):
    monkeypatch.setattr(metrics, "_obligations", lambda: 1 / 0)
    found = figures()
    assert found["doorstep_database_up",] == 0
    assert any(name == "doorstep_requests_total" for name, *_labels in found)


def test_as_many_questions_however_much_there_is(figures, cara, sam, client_k):
    with CaptureQueriesContext(
        connection,
    ) as few:
        figures()
    for _ in range(5):
        stories.submitted(cara, client=client_k)
    with CaptureQueriesContext(connection) as many:
        figures()
    assert len(many) == len(few) <= 20
    assert all("LIMIT" in query["sql"] for query in many if re.search(r"COUNT|audit_outbox", query["sql"]))


SCRIPT = """
import django; django.setup()
from config import metrics
metrics.count_request("home", "GET", 200, 0.02)
print(metrics.text().decode())
"""


def test_several_processes_answer_for_all(tmp_path):
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}

    def run():
        command = [sys.executable, "-W", "error", "-c", SCRIPT]
        return subprocess.run(
            command, env=environment, cwd=configured.BASE_DIR, capture_output=True, text=True, check=True
        )

    run()
    said = run().stdout
    assert 'doorstep_requests_total{method="GET",route="home",status="2xx"} 2.0' in said
    assert 'doorstep_request_seconds_count{route="home"} 2.0' in said
