"""Making signed checkpoints: the Merkle root over all heads of an organisation, in a row that its hashes hold together.

A checkpoint forgets nothing: a chain that has become shorter, or is gone, stays in it as it was, and what stood once
is never taken anew from the table. So a later checkpoint cannot make an alteration whole.
"""

import base64
import json
import textwrap
import uuid
from collections.abc import Callable, Iterator

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from audit import merkle, signing
from audit.canonical import canonical_json
from audit.models import AuditEvent, Checkpoint
from audit.verify_checkpoints import fold, hash_of

FORMAT = "doorstep-checkpoint-1"
BEGIN, END = "-----BEGIN DOORSTEP CHECKPOINT-----", "-----END DOORSTEP CHECKPOINT-----"
BATCH = 500
_told: list[Callable] = []


def when_made(function: Callable) -> None:
    """Call this with each new checkpoint, in its transaction."""
    _told.append(function)


def last(organisation_id) -> Checkpoint | None:
    return Checkpoint.objects.filter(organisation_id=organisation_id).order_by("-number").first()


def all_of(organisation_id) -> list[Checkpoint]:
    return list(Checkpoint.objects.filter(organisation_id=organisation_id).order_by("number"))


def organisations() -> list[uuid.UUID]:
    """Everybody who has events."""
    rows = AuditEvent.objects.exclude(organisation_id=None).order_by("organisation_id")
    return list(rows.values_list("organisation_id", flat=True).distinct())


def make(organisation_id) -> Checkpoint | None:
    """The new checkpoint, or None where nothing has happened since the last one (or somebody was faster)."""
    try:
        with transaction.atomic():
            return _make(organisation_id)
    except IntegrityError:
        return None


def _make(organisation_id):
    standing = all_of(organisation_id)
    heads = fold(standing)
    changed = sorted(_moved(organisation_id, heads))
    if not changed:
        return None
    heads |= {chain: (length, head) for chain, length, head in changed}
    key, now = signing.current_key(organisation_id), timezone.now()
    statement = canonical_json(
        {
            "format": FORMAT,
            "organisation": organisation_id,
            "number": len(standing) + 1,
            "at": now,
            "root": merkle.root(heads),
            "chains": len(heads),
            "events": sum(length for length, _head in heads.values()),
            "former": hash_of(standing[-1].statement) if standing else "",
            "key": key.public,
        }
    ).decode()
    row = Checkpoint(organisation_id=organisation_id, number=len(standing) + 1, at=now, statement=statement)
    row.signature, row.changed = signing.sign(key, statement), changed
    row.save()
    for function in _told:
        function(row)
    return row


def _moved(organisation_id, heads) -> Iterator[list]:
    """The heads of chains that are longer than they were, as [chain, length, hash]."""
    events = AuditEvent.objects.filter(organisation_id=organisation_id)
    rows = events.order_by("chain").values_list("chain").annotate(length=Max("seq"))
    longer = {chain: length for chain, length in rows.iterator() if length > heads.get(chain, (0, ""))[0]}
    names = sorted(longer)
    for at in range(0, len(names), BATCH):
        batch = names[at : at + BATCH]
        found = events.filter(chain__in=batch, seq__in={longer[chain] for chain in batch})
        for chain, seq, head in found.values_list("chain", "seq", "hash"):
            if longer[chain] == seq:
                yield [chain, seq, head]


def as_text(checkpoint: Checkpoint) -> str:
    """What is sent and kept elsewhere: content-free, and readable again whatever a mail program does to its lines."""
    content = canonical_json({"statement": checkpoint.statement, "signature": checkpoint.signature})
    lines = textwrap.wrap(base64.b64encode(content).decode(), 64)
    return "\n".join([BEGIN, *lines, END])


def said(checkpoint: Checkpoint) -> dict:
    """What its statement says."""
    return json.loads(checkpoint.statement)
