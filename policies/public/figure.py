"""The measured figure beside the promise: counted by an upper room, kept for an hour, None where it would be of too few."""

from collections.abc import Callable

from django.core.cache import cache

KEPT_SECONDS = 60 * 60
DAYS = 90
_NONE = "none"  # a cache cannot keep None
_counted_by: list[Callable] = []


def declare(count: Callable) -> None:
    """`count(organisation)`: the share of answers in time in the last DAYS, in whole percent, or None."""
    _counted_by[:] = [count]


def measured(organisation) -> int | None:
    key = f"public-figure:{organisation.pk}"
    kept = cache.get(key)
    if kept is None:
        share = _counted_by[0](organisation) if _counted_by else None
        kept = _NONE if share is None else share
        cache.set(key, kept, KEPT_SECONDS)
    return None if kept == _NONE else kept
