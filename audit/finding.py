"""What does not match, and reading rows of which some may not even be readable: that too is a finding, not a crash."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

BATCH = 2_000


@dataclass(frozen=True)
class Finding:
    """One thing that does not match: where, what, and which event told."""

    where: str
    what: str

    def __str__(self):
        return f"{self.where}: {self.what}"


def readable(rows, findings) -> Iterator:
    """The rows in their order; one that cannot even be read (a raw change can do that) is a finding, not a crash."""
    for batch in batches(keys_of(rows, findings)):
        yield from fetched(rows.model, batch, findings)


def keys_of(rows, findings):
    try:
        yield from rows.values_list("pk", flat=True).iterator(chunk_size=BATCH)
    except ValueError:
        findings.append(Finding(rows.model._meta.label_lower, "an id cannot be read any more"))


def batches(keys) -> Iterator[list]:
    keys = iter(keys)
    while batch := list(itertools.islice(keys, BATCH)):
        yield batch


def fetched(model, keys, findings) -> list:
    try:
        found = {str(key): row for key, row in model._base_manager.in_bulk(keys).items()}
    except Exception:
        found = dict(_one_by_one(model, keys, findings))
    return [found[str(key)] for key in keys if str(key) in found]


def _one_by_one(model, keys, findings):
    for key in keys:
        try:
            yield str(key), model._base_manager.get(pk=key)
        except model.DoesNotExist:
            continue
        except Exception as error:
            name = f"{model._meta.label_lower} {key}"
            findings.append(Finding(name, f"the row cannot be read any more ({type(error).__name__})"))
