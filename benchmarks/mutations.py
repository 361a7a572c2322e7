"""One random change somewhere in a service's events or checkpoints, as somebody with the database in hand would make it."""

from audit.models import AuditEvent, Checkpoint
from tests import tampering

EVENT_FIELDS = [field.name for field in AuditEvent._meta.concrete_fields if field.name != "id"]
# number and time stand in the statement too, and a bundle holds the statement alone
CHECKPOINT_FIELDS = ["statement", "signature", "changed"]


def mutate(dice, keys, checkpoint_keys) -> str:
    """Make one change; returns what it was. `keys` are ids of events in the order of their chains."""
    way = dice.choice(list(WAYS))
    return f"{way}: {WAYS[way](dice, keys, checkpoint_keys)}"


def _event(dice, keys):
    return AuditEvent._base_manager.get(pk=dice.choice(keys))


def _set(row, **values):
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def change(dice, keys, _checkpoints):
    row, name = _event(dice, keys), dice.choice(EVENT_FIELDS)
    tampering.alter(row, name)
    return f"{row}.{name}"


def change_and_fit_the_hash(dice, keys, _checkpoints):
    row = _event(dice, keys)
    row.data = {"altered": dice.random()}
    _set(row, data=row.data, hash=row.computed_hash())
    return str(row)


def delete(dice, keys, _checkpoints):
    row = _event(dice, keys)
    tampering.remove(row)
    return str(row)


def insert(dice, keys, _checkpoints):
    """A copy of one event at another place of its chain, those after it moved on."""
    row = _event(dice, keys)
    for after in AuditEvent._base_manager.filter(chain=row.chain, seq__gte=row.seq).order_by("-seq"):
        _set(after, seq=after.seq + 1)
    row.pk = tampering.other_value(row._meta.pk, row.pk)
    type(row)._base_manager.bulk_create([row])
    return str(row)


def swap(dice, keys, _checkpoints):
    """The contents of two events exchanged."""
    one, two = _event(dice, keys), _event(dice, keys)
    while two.data == one.data:
        two = _event(dice, keys)
    _set(one, data=two.data)
    _set(two, data=one.data)
    return f"{one} and {two}"


def reorder(dice, keys, _checkpoints):
    row = _event(dice, keys)
    other = AuditEvent._base_manager.filter(chain=row.chain).exclude(pk=row.pk).order_by("seq").first()
    _set(row, seq=1_000_000)
    _set(other, seq=row.seq)
    _set(row, seq=other.seq)
    return f"{row} and {other}"


def truncate(dice, keys, _checkpoints):
    row = _event(dice, keys)
    AuditEvent._base_manager.filter(chain=row.chain, seq__gte=row.seq)._raw_delete(using="default")
    return f"{row} and all after it"


def change_a_checkpoint(dice, _keys, checkpoints):
    row = Checkpoint._base_manager.get(pk=dice.choice(checkpoints))
    name = dice.choice(CHECKPOINT_FIELDS)
    tampering.alter(row, name)
    return f"{row}.{name}"


WAYS = {
    way.__name__: way
    for way in (change, change_and_fit_the_hash, delete, insert, swap, reorder, truncate, change_a_checkpoint)
}
