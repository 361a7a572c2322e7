"""Signs of life of the processes that nobody looks at: when the worker and the clock were last at work."""

from django.core.cache import cache
from django.utils import timezone

WORKER, CLOCK = "doorstep:worker", "doorstep:clock"
# one that was not heard of for so long counts as gone
PATIENCE = {WORKER: 90, CLOCK: 10 * 60}
REMEMBERED = 30 * 24 * 60 * 60


def beat(name) -> None:
    cache.set(name, timezone.now().timestamp(), REMEMBERED)


def age(name) -> float | None:
    """Seconds since the last sign; None where there was none for a month."""
    last = cache.get(name)
    return None if last is None else max(0.0, timezone.now().timestamp() - last)


def is_alive(name) -> bool:
    seconds = age(name)
    return seconds is not None and seconds < PATIENCE[name]
