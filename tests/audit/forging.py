"""A bundle made by hand, with every key in the forger's pocket: each layer can be broken alone, those above it made to fit."""

import base64
import hashlib
import io
import json
import zipfile

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit import merkle
from audit.canonical import canonical_json

ORGANISATION = "01a20730-501c-784b-99ab-f52ac196eaeb"
CHAINS = {"access:1": 2, "incident:1": 3, "incident:2": 1, "incident:3": 2, "organisation:1": 1}


def text(content):
    return canonical_json(content).decode()


def sha(content):
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


class Key:
    def __init__(self, seed):
        self.private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public = self.private.public_key().public_bytes_raw().hex()

    def sign(self, statement):
        return self.private.sign(statement.encode()).hex()


class Forge:
    """Change its parts, then take the file. What was signed over a part is signed over it as it stands then."""

    def __init__(self, scope="organisation", organisation=ORGANISATION):
        self.scope, self.organisation = scope, organisation
        self.keys = [Key(1), Key(2)]
        self.key_changes, self.checkpoint_changes, self.manifest_changes = {}, {}, {}
        self.events = {chain: self.chain(chain, length) for chain, length in CHAINS.items()}
        # what two checkpoints saw: chain -> length
        self.seen = [{"access:1": 1, "incident:1": 2, "incident:2": 1}, dict(CHAINS)]
        self.heads = None
        self.changed = {}
        self.proof_changes = {}
        self.lines = None
        self.files = {}
        self.added = {}

    def chain(self, chain, length, **changes):
        events, prev = [], ""
        for seq in range(1, length + 1):
            event = {
                "organisation": self.organisation,
                "chain": chain,
                "seq": seq,
                "prev": prev,
                "act": "noted",
                **changes,
            }
            events.append([event, sha(canonical_json(event))])
            prev = events[-1][1]
        return events

    def seal(self):
        """Remember the heads as they are now: what is changed afterwards is a change after the signature."""
        self.heads = [
            {chain: (length, self.events[chain][length - 1][1]) for chain, length in seen.items()} for seen in self.seen
        ]
        return self

    def key_lines(self):
        lines, former = [], None
        for number, key in enumerate(self.keys, start=1):
            said = {
                "format": "doorstep-key-1",
                "organisation": self.organisation,
                "number": number,
                "public": key.public,
            }
            said |= {"former": former.public if former else ""}
            said |= self.key_changes.get(number, {})
            signer = said.pop("signer", former or key)
            lines.append({"statement": text(said), "vouched": signer.sign(text(said))})
            former = key
        return lines

    def checkpoint_lines(self):
        lines, former, before = [], "", {}
        for number, heads in enumerate(self.heads, start=1):
            said = {
                "format": "doorstep-checkpoint-1", "organisation": self.organisation, "number": number,
                "at": f"2026-11-0{number}T00:00:00.000000+00:00", "root": merkle.root(heads), "chains": len(heads),
                "events": sum(length for length, _head in heads.values()), "former": former,
                "key": self.keys[min(number, len(self.keys)) - 1].public,
            } | self.checkpoint_changes.get(number, {})  # fmt: skip
            signer = said.pop("signer", next((key for key in self.keys if key.public == said["key"]), self.keys[0]))
            line = {"statement": text(said), "signature": signer.sign(text(said))}
            if self.scope == "organisation":
                moved = [[chain, *heads[chain]] for chain in sorted(heads) if before.get(chain) != heads[chain]]
                line["changed"] = self.changed.get(number, moved)
            lines.append(line)
            former, before = sha(text(said)), heads
        return lines

    def event_lines(self):
        if self.lines is not None:
            return self.lines
        rows = [row for chain in sorted(self.events) for row in self.events[chain]]
        return [f'{{"event":{text(event)},"hash":"{head}"}}' for event, head in rows]

    def proof_lines(self):
        heads = self.heads[-1]
        names, rows = sorted(heads), merkle.levels(merkle.leaves(heads))
        for index, chain in enumerate(names):
            if chain in self.events:
                length, head = heads[chain]
                proof = {
                    "chain": chain,
                    "length": length,
                    "head": head,
                    "index": index,
                    "path": merkle.path(rows, index),
                }
                yield proof | self.proof_changes.get(chain, {})

    def kept(self, number):
        """A checkpoint as a mail brings it."""
        line = self.checkpoint_lines()[number - 1]
        return armoured({"statement": line["statement"], "signature": line["signature"]})

    def content(self):
        files = {
            "events.jsonl": "".join(line + "\n" for line in self.event_lines()),
            "checkpoints.jsonl": "".join(text(line) + "\n" for line in self.checkpoint_lines()),
            "keys.jsonl": "".join(text(line) + "\n" for line in self.key_lines()),
        }
        if self.scope != "organisation":
            files["proofs.jsonl"] = "".join(text(line) + "\n" for line in self.proof_lines())
        files |= self.files
        return {name: content for name, content in files.items() if content is not None}

    def manifest(self, files):
        manifest = {
            "format": "doorstep-bundle-1", "organisation": self.organisation, "scope": self.scope,
            "made_at": "2026-11-09T00:00:00.000000+00:00", "checkpoint": len(self.heads), "chains_left_out": 2,
            "files": {name: {"sha256": sha(content), "bytes": len(content)} for name, content in files.items()},
        } | self.manifest_changes  # fmt: skip
        signer = manifest.pop("signer", self.keys[-1])
        key = manifest.pop("key", signer.public)
        return text({"statement": text(manifest), "key": key, "signature": signer.sign(text(manifest))})

    def zip(self):
        if self.heads is None:
            self.seal()
        files = self.content()
        files = {"manifest.json": self.manifest(files), **files} | self.added
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name, content in files.items():
                if content is not None:
                    archive.writestr(name, content)
        return target


def armoured(line):
    block = base64.b64encode(json.dumps(line).encode()).decode()
    return (
        f"> -----BEGIN DOORSTEP CHECKPOINT-----\n> {block[:70]}\n> {block[70:]}\n> -----END DOORSTEP CHECKPOINT-----\n"
    )


def rewritten(rows):
    """A chain whose hashes and links fit again."""
    prev = ""
    for seq, row in enumerate(rows, start=1):
        row[0] |= {"seq": seq, "prev": prev}
        row[1] = prev = sha(canonical_json(row[0]))
    return rows
