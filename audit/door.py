"""The one door: perform() for every act that changes a status, record() for every act that changes none.

Both lock and re-fetch the row, ask whether this person may and whether this moment allows it, let the act
change its fields, run what follows from it, and append the event, all in one transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from audit import chain, reading
from audit.errors import NotNow, NotPermitted, UnknownVerb

_follows: dict[str, list[Callable]] = {}
_acts: dict[tuple[type, str], "Act"] = {}


@dataclass(frozen=True)
class Act:
    """Something that may happen to a record without moving its status.

    `effect(row, by, **details)` returns the evidence it created (or None); `reasons(row, **details)` the codes
    that forbid it now; reads that matter go to the access chain. `ends_record`: afterwards nothing is left to prove.
    """

    event: str
    may: Callable
    effect: Callable = lambda row, by, **details: None
    reasons: Callable = lambda row, **details: []
    kind: str = chain.RECORD
    ends_record: bool = False


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
    row = None
    try:
        with transaction.atomic():
            row = _locked(instance, joined=instance.JOINED_WITH.get(verb, ()))
            _perform(row, verb, by, details)
            row._prefetched_objects_cache = {}  # whoever goes on with this row asks afresh
    except IntegrityError:
        if row is not None:
            row.validate_constraints()  # says in words what the database refused
        raise
    return row


def _perform(row, verb, by, details):
    transition = row.declared_transitions().get(verb)
    if transition is None:
        raise UnknownVerb(verb)
    for name in row.READ_WITH.get(verb, ()):
        reading.read_related(row, name)
    if not row.may(verb, by):
        raise NotPermitted(verb)
    last = _untampered(row)
    _refuse(row.reasons_against(verb))
    before, values = row.status, _values(row)
    happening = Happening(transition.custom["event"], by, details)
    row.free_for = verb  # so that the transition need not ask all guards once more
    getattr(row, verb)(by=by, **details)
    row.free_for = None
    _check(row)
    row.save_held([name for name, value in _values(row).items() if value != values[name]])
    _follow(row, happening)
    proof = {"digests": happening.digests | row.digests("state")}
    chain.append(row, happening.act, by=by, statuses=(before, row.status), data=happening.data | proof, last=last)


def _values(row):
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _check(row):
    """Texts and choices. That rows exist and decisions are whole the database checks itself when it is written to."""
    row.clean_fields(exclude={field.name for field in row._meta.concrete_fields if field.remote_field})
    row.clean()


def record(instance, name: str, *, by, **details) -> Happening:
    """Do an act that changes no status. Same errors as perform()."""
    act = _acts.get((type(instance), name))
    if act is None:
        raise UnknownVerb(name)
    with transaction.atomic():
        row = _locked(instance, act.kind)
        if not act.may(row, by):
            raise NotPermitted(name)
        last = _untampered(row) if act.kind == chain.RECORD else chain.UNKNOWN
        _refuse(act.reasons(row, **details))
        happening = Happening(act.event, by, details)
        happening.prove(*(act.effect(row, by, **details) or ()))
        _follow(row, happening)
        unchanged = act.kind == chain.ACCESS or act.ends_record
        digests = happening.digests | ({} if unchanged else row.digests("state"))
        statuses, data = (row.status, row.status), happening.data | ({"digests": digests} if digests else {})
        chain.append(row, act.event, by=by, kind=act.kind, statuses=statuses, data=data, last=last)
    return happening


def _locked(instance, kind=chain.RECORD, joined=()):
    """The row as it stands now, held until the end of the transaction; a look needs little of it."""
    needed = getattr(instance, "NEEDED_FOR_ACCESS", ()) if kind == chain.ACCESS else ()
    row = reading.locked(type(instance), needed, joined).first(pk=instance.pk)
    if row is None:
        raise NotNow(["wrong_status"])
    return row


def _untampered(row):
    """The chain's last event, after checking that the row still is what that event left behind.

    Without this an act on an altered row would prove the alteration.
    """
    last = chain.last_event(chain.chain_name(row))
    if last is None:
        intact = row.may_stand_unproven()
    else:
        proven = last.data.get("digests", {}).get(row.evidence_key("state"))
        intact = last.hash == last.computed_hash() and proven in (None, row.part_digest("state"))
    _refuse([] if intact else ["record_altered"])
    return last


def _refuse(reasons):
    if reasons:
        raise NotNow(reasons)


def _follow(row, happening):
    for function in _follows.get(happening.act, ()):
        function(row, happening)
