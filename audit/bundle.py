"""A bundle that proves itself on a machine that never saw Doorstep: events, checkpoints, keys, and what checks them.

No content is in it: events carry digests that nobody can guess back, and people as ids. Each line of events.jsonl holds
the very bytes that were hashed, so that no two programs can differ about them. docs/verifying.md describes the files.
"""

import hashlib
import json
import zipfile
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from audit import checkpoints, merkle, signing
from audit.canonical import canonical_json
from audit.finding import Finding, readable
from audit.models import AuditEvent
from audit.verify_checkpoints import fold, hash_of

FORMAT = "doorstep-bundle-1"
OFFLINE = Path(__file__).resolve().parent / "offline"
CARRIED = ("verify_bundle.py", "verify_bundle.html", "README.txt")
MANIFEST = "manifest.json"


class CannotBeBundled(Exception):
    """Something cannot be read any more, or nothing has happened yet: audit_verify says what."""


def write(file, organisation_id, *, is_within=None) -> dict:
    """Write the ZIP into `file` and return its manifest. `is_within(chain)` leaves other chains out.

    A checkpoint is signed first where something has happened since the last one, and the bundle is as of it.
    """
    key = signing.current_key(organisation_id)
    if not signing.is_ours(key):
        raise CannotBeBundled(f"signing key {key.number} was not made here")
    try:
        checkpoints.make(organisation_id)
        signed = checkpoints.all_of(organisation_id)
        heads = fold(signed)
    except (TypeError, ValueError) as error:
        raise CannotBeBundled("the list of heads kept with a checkpoint cannot be read") from error
    if not signed:
        raise CannotBeBundled
    with transaction.atomic():
        return _written(file, organisation_id, signed, heads, is_within)


def _written(file, organisation_id, signed, heads, is_within):
    chosen = {chain for chain in heads if is_within is None or is_within(chain)}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        files = {}

        def put(name, lines):
            files[name] = _put(archive, name, lines)

        put("events.jsonl", _events(organisation_id, heads, chosen, unlimited=is_within is None))
        put("checkpoints.jsonl", (_checkpoint(row, with_heads=is_within is None) for row in signed))
        put("keys.jsonl", map(_key, signing.keys_of(organisation_id)))
        if is_within is not None:
            put("proofs.jsonl", _proofs(heads, chosen))
        for name in CARRIED:
            put(name, [(OFFLINE / name).read_bytes()])
        manifest = {
            "format": FORMAT,
            "organisation": str(organisation_id),
            "made_at": timezone.now(),
            "scope": "organisation" if is_within is None else "selection",
            "checkpoint": signed[-1].number,
            "checkpoint_hash": hash_of(signed[-1].statement),
            "chains": len(chosen),
            "chains_left_out": len(heads) - len(chosen),
            "files": files,
        }
        text = canonical_json(manifest).decode()
        key = signing.current_key(organisation_id)
        signed_manifest = {"statement": text, "key": key.public, "signature": signing.sign(key, text)}
        _put(archive, MANIFEST, [canonical_json(signed_manifest) + b"\n"])
    return manifest


def _put(archive, name, pieces) -> dict:
    """Written piece by piece, however much it is; its digest and its size."""
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
    with archive.open(info, "w", force_zip64=True) as entry:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            entry.write(piece)
    return {"sha256": digest.hexdigest(), "bytes": size}


def _events(organisation_id, heads, chosen, *, unlimited):
    """Each event as its hash was made, up to the checkpoint; what no checkpoint knows is left for the next one."""
    findings: list[Finding] = []
    rows = AuditEvent.objects.filter(organisation_id=organisation_id).order_by("chain", "seq")
    for event in readable(rows, findings):
        length = heads.get(event.chain, (0, ""))[0]
        if event.seq <= length and (unlimited or event.chain in chosen):
            yield b'{"event":' + event.canonical() + b',"hash":' + json.dumps(event.hash).encode() + b"}\n"
    if findings:
        raise CannotBeBundled(str(findings[0]))


def _checkpoint(row, *, with_heads) -> bytes:
    line = {"statement": row.statement, "signature": row.signature}
    if with_heads:
        line["changed"] = row.changed
    return canonical_json(line) + b"\n"


def _key(key) -> bytes:
    return canonical_json({"statement": key.statement, "vouched": key.vouched}) + b"\n"


def _proofs(heads, chosen):
    """The way from each chain's head to the root of the newest checkpoint."""
    names, rows = sorted(heads), merkle.levels(merkle.leaves(heads))
    for index, chain in enumerate(names):
        if chain in chosen:
            length, head = heads[chain]
            path = merkle.path(rows, index)
            yield canonical_json({"chain": chain, "length": length, "head": head, "index": index, "path": path}) + b"\n"
