"""Figures for Prometheus: what requests cost, what waits, who is alive. No label carries an id or a word of anybody.

Counted per process; several web processes add up through PROMETHEUS_MULTIPROC_DIR, which the library reads itself.
"""

import os

from django.dispatch import receiver
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from audit.models import OutboxItem
from boundaries.choices import OPEN
from boundaries.models import Incident
from supervision import heartbeats
from supervision.exports.render import rendered
from supervision.models import Deadline

disable_created_metrics()
CAP = 10_000  # a count that reaches it means "this many or more"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REQUESTS = Counter("doorstep_requests", "Requests answered.", ["route", "method", "status"])
DURATION = Histogram("doorstep_request_seconds", "How long they took.", ["route"], buckets=SECONDS)
RENDERS = Counter("doorstep_pdf_renders", "Records typeset, by what came of it.", ["outcome"])
RENDERING = Histogram("doorstep_pdf_render_seconds", "How long typesetting took.", buckets=SECONDS)


def count_request(route, method, status, seconds) -> None:
    REQUESTS.labels(route, method, f"{status // 100}xx").inc()
    DURATION.labels(route).observe(seconds)


@receiver(rendered)
def count_rendering(sender, outcome, seconds, **_):
    RENDERS.labels(outcome).inc()
    RENDERING.observe(seconds)


def text() -> bytes:
    """All figures, in the text format that Prometheus reads."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(FIGURES)
    return generate_latest(registry)


class Figures:
    """What the database knows, asked when somebody asks; every count is served by a small index or capped."""

    def describe(self):
        """Nothing in advance: registering must not ask the database."""
        return []

    def collect(self):
        families = []
        try:
            for part in (_outbox, _obligations, _incidents, _heartbeats):
                families += part()
            answers = 1
        except Exception:
            answers = 0
        return [*families, _gauge("doorstep_database_up", "Whether the database answered for these figures.", answers)]


def _gauge(name, words, value=None, label=None, values=()):
    family = GaugeMetricFamily(name, words, value=value, labels=[label] if label else None)
    for key, number in values:
        family.add_metric([key], number)
    return family


def _outbox():
    waiting = _by_channel(OutboxItem.objects.filter(sent_at=None, parked_at=None).order_by("due_at", "id"))
    parked = _by_channel(OutboxItem.objects.filter(parked_at__isnull=False))
    now = timezone.now()
    ages = [(channel, (now - oldest).total_seconds()) for channel, (_count, oldest) in waiting.items()]
    return [
        _gauge("doorstep_outbox_waiting", "Waiting to be delivered.", label="channel", values=_counts(waiting)),
        _gauge("doorstep_outbox_parked", "Given up, until somebody looks.", label="channel", values=_counts(parked)),
        _gauge("doorstep_outbox_oldest_seconds", "Age of the oldest that waits.", label="channel", values=ages),
    ]


CHANNELS = ("mail", "webhook")


def _by_channel(rows):
    """Channel -> how many of the first CAP, and when the oldest of them was written; those without any as well."""
    found = dict.fromkeys(CHANNELS, (0, timezone.now()))
    for channel, created in rows.values_list("channel", "created_at")[:CAP]:
        count, oldest = found.get(channel, (0, created))
        found[channel] = (count + 1, min(oldest, created))
    return found


def _counts(by_channel):
    return [(channel, count) for channel, (count, _oldest) in by_channel.items()]


def _capped(rows):
    return rows.order_by().values("pk")[:CAP].count()


def _obligations():
    now, rows = timezone.now(), Deadline.objects.open()
    late = _capped(rows.filter(breached_at__isnull=False)) + _capped(rows.to_breach(now))
    values = [("open", _capped(rows)), ("overdue", min(late, CAP))]
    return [_gauge("doorstep_obligations", "What is owed, and what of it is late.", label="state", values=values)]


def _incidents():
    """Those that are open: the finished ones are nearly all, and nobody waits for them."""
    rows = Incident.objects.open()
    values = [(str(status), _capped(rows.filter(status=status))) for status in OPEN]
    return [_gauge("doorstep_incidents", "Open incidents by status.", label="status", values=values)]


def _heartbeats():
    names = {"worker": heartbeats.WORKER, "clock": heartbeats.CLOCK}
    ages = [(word, heartbeats.age(name)) for word, name in names.items()]
    known = [(word, age) for word, age in ages if age is not None]
    return [_gauge("doorstep_heartbeat_age_seconds", "Since a process was last seen.", label="part", values=known)]


FIGURES = Figures()
REGISTRY.register(FIGURES)
