"""What docs/operations.md states about the code is true, and its example works."""

import re
import time
from pathlib import Path

from django.core.management import call_command
from prometheus_client import REGISTRY

from audit.models.outbox import MOST_ATTEMPTS
from config import metrics, readiness
from config.request_log import FROM_PROXY
from supervision import delivery, heartbeats
from supervision.webhooks import acts, delivering, sending, signing

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "operations.md").read_text(encoding="utf-8")


def table(heading):
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line.split("|") for line in section.splitlines() if line.startswith("| `")]


def test_every_part_of_readiness_stands_in_its_table():
    assert [cells[1].strip(" `") for cells in table("Health")] == ["/healthz", "/readyz", *readiness.PARTS]


def test_every_figure_stands_in_its_table_with_its_labels(db, client):
    call_command("worker", "--once", "--with-clock")
    client.get("/healthz")
    metrics.count_rendering(None, outcome="done", seconds=1)
    found = {}
    for sample in (sample for family in REGISTRY.collect() for sample in family.samples):
        if sample.name.startswith("doorstep_") and not sample.name.endswith(("_sum", "_count")):
            found[sample.name.removesuffix("_bucket")] = ", ".join(
                f"`{label}`" for label in sample.labels if label != "le"
            )
    assert {cells[1].strip(" `"): cells[2].strip() for cells in table("Figures")} == found


def test_every_number_is_that_of_the_code():
    facts = [
        f"seen within {heartbeats.PATIENCE[heartbeats.WORKER]} seconds",
        f"ended within {heartbeats.PATIENCE[heartbeats.CLOCK]} seconds",
        f"has {readiness.LEAST_DISK // 1024**2} MB left",
        f"stop at {metrics.CAP}",
        f"within {sending.SECONDS} seconds is sent again",
        f"{MOST_ATTEMPTS} times in",
        f"get {delivery.SLOW_SECONDS} seconds of each round",
        f"failed {delivering.FAILURES_UNTIL_PAUSED} times in a row",
        f"for {acts.FORMER_SECRET_LASTS.total_seconds() / 3600:.0f} hours",
    ]
    assert [fact for fact in facts if fact not in PAGE] == []
    assert delivering.FAILING_UNTIL_PAUSED.total_seconds() == 3600
    assert [len(text) for text in ("a" * 16, "a" * 64) if FROM_PROXY.fullmatch(text)] == [16, 64]
    assert not FROM_PROXY.fullmatch("a" * 15)
    assert not FROM_PROXY.fullmatch("a" * 65)


def test_the_example_tells_ours_from_others():
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len([line for line in code.splitlines() if line.strip()]) <= 10
    example = {}
    exec(code, example)
    secret, body, now = signing.new_secret(), b'{"id":"7"}', int(time.time())
    headers = signing.headers([signing.new_secret(), secret], "7", now, body)
    assert example["is_genuine"](headers, body, secret)
    assert not example["is_genuine"](headers, body + b" ", secret)
    assert not example["is_genuine"](headers, body, signing.new_secret())
    old = signing.headers([secret], "7", now - 301, body)
    assert not example["is_genuine"](old, body, secret)
