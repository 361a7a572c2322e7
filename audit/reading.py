"""What the one door reads before each act: the row itself, held, and the rows that belong to it."""

import functools
from uuid import UUID

from audit.prepared import Prepared

KEY = UUID(int=1)


@functools.cache
def locked(model, needed=(), joined=()) -> Prepared:
    """A row by `pk`, held until the end of the transaction: all of it or the needed fields, with rows it points to."""

    def make(pk):
        # what everything points to is held against other acts on it, not against every row that names it
        light = getattr(model, "IS_POINTED_TO", False)
        rows = model._base_manager.select_for_update(of=("self",), no_key=light).filter(pk=pk)
        rows = rows.select_related(*joined) if joined else rows
        return rows.only(*needed) if needed else rows

    return Prepared(make, pk=(model._meta.pk, KEY))


def read_related(row, name) -> None:
    """As prefetch_related_objects([row], name) for rows that point to this one."""
    pointing, question = _belonging(type(row), name)
    rows = question.rows(pk=row.pk)
    for other in rows:
        setattr(other, pointing.name, row)
    found = getattr(row, name).get_queryset()
    found._result_cache, found._prefetch_done = rows, True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


@functools.cache
def _belonging(model, name):
    pointing = model._meta.get_field(name).remote_field

    def make(pk):
        return pointing.model._default_manager.filter(**{pointing.name: pk})

    return pointing, Prepared(make, pk=(model._meta.pk, KEY))
