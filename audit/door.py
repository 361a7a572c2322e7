"""The one door: perform() for every act that changes a status, record() for every act that changes none.

Both lock and re-fetch the row, ask whether this person may and whether this moment allows it, let the act
change its fields, run what follows from it, and append the event, all in one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction

from audit import chain
from audit.errors import NotNow, NotPermitted, UnknownVerb

_follows: dict[str, list[Callable]] = {}
_acts: dict[tuple[type, str], "Act"] = {}


@dataclass(frozen=True)
class Act:
    """Something that may happen to a record without moving its status.

    `effect(row, by, **details)` returns the evidence it created (or None); `reasons(row, **details)` the codes
    that forbid it now; reads that matter go to the access chain.
    """

    event: str
    may: Callable
    effect: Callable = lambda row, by, **details: None
    reasons: Callable = lambda row, **details: []
    kind: str = chain.RECORD


@dataclass
class Happening:
    """What is about to be appended; consequences add evidence and codes to it."""

    act: str
    by: object
    details: dict
    digests: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)

    def prove(self, *rows) -> None:
        for row in rows:
            self.digests.update(row.digests())


def declare_act(model: type, name: str, act: Act) -> None:
    _acts[model, name] = act


def declare_consequences(table: dict[str, list[Callable]]) -> None:
    """Register what follows from events: functions (row, happening), run inside the transaction, in order."""
    for event, functions in table.items():
        _follows.setdefault(event, []).extend(functions)


def declared_acts() -> dict[tuple[type, str], Act]:
    return dict(_acts)


def perform(instance, verb: str, *, by, **details):
    """Run a transition and return the fresh row. Raises UnknownVerb, NotPermitted, NotNow, ValidationError."""
    with transaction.atomic():
        row = _locked(instance)
        transition = row.declared_transitions().get(verb)
        if transition is None:
            raise UnknownVerb(verb)
        if not row.may(verb, by):
            raise NotPermitted(verb)
        last = _untampered(row)
        _refuse(row.reasons_against(verb))
        before = row.status
        happening = Happening(transition.custom["event"], by, details)
        getattr(row, verb)(by=by, **details)
        row.full_clean()
        row.save()
        _finish(row, happening, last, (before, row.status))
    return row


def record(instance, name: str, *, by, **details) -> Happening:
    """Do an act that changes no status. Same errors as perform()."""
    with transaction.atomic():
        row = _locked(instance)
        act = _acts.get((type(row), name))
        if act is None:
            raise UnknownVerb(name)
        if not act.may(row, by):
            raise NotPermitted(name)
        last = _untampered(row) if act.kind == chain.RECORD else None
        _refuse(act.reasons(row, **details))
        happening = Happening(act.event, by, details)
        happening.prove(*(act.effect(row, by, **details) or ()))
        _finish(row, happening, last, (row.status, row.status), act.kind)
    return happening


def _locked(instance):
    return type(instance)._base_manager.select_for_update(of=("self",)).get(pk=instance.pk)


def _untampered(row):
    """The chain's last event, after checking that the row still is what that event left behind."""
    last = chain.last_event(chain.chain_name(row))
    key = row.evidence_key("state")
    if last and last.data.get("digests", {}).get(key) not in (None, row.part_digest("state")):
        raise NotNow(["record_altered"])
    return last


def _refuse(reasons):
    if reasons:
        raise NotNow(reasons)


def _finish(row, happening, last, statuses, kind=chain.RECORD):
    for follow in _follows.get(happening.act, ()):
        follow(row, happening)
    data = dict(happening.data)
    if kind == chain.RECORD:
        data["digests"] = happening.digests | row.digests("state")
    chain.append(row, happening.act, by=happening.by, kind=kind, statuses=statuses, data=data, last=last)
