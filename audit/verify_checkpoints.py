"""Proving the chains against what was signed: what a chain alone cannot tell, a missing end or a chain that is gone.

A checkpoint that stands elsewhere (a mail, a safe) is given as text; it also tells when the whole database is an older one.
"""

import base64
import binascii
import hashlib
import json
import re
from collections import defaultdict

from audit import merkle, signing
from audit.canonical import plain
from audit.finding import Finding, readable
from audit.models import AuditEvent, Checkpoint, SigningKey

BLOCK = re.compile(r"-----BEGIN DOORSTEP CHECKPOINT-----(.*?)-----END DOORSTEP CHECKPOINT-----", re.DOTALL)


class NotACheckpoint(ValueError):
    """The text holds none."""


def hash_of(statement: str) -> str:
    return hashlib.sha256(statement.encode("utf-8", "surrogatepass")).hexdigest()


def fold(checkpoints) -> dict:
    """chain -> (length, hash) as of the last of these."""
    heads: dict[str, tuple[int, str]] = {}
    for row in checkpoints:
        heads |= {chain: (length, head) for chain, length, head in row.changed}
    return heads


def read_texts(text: str) -> list[dict]:
    """Every checkpoint in a text (a saved mail, several of them). Raises NotACheckpoint."""
    found = []
    for block in BLOCK.findall(text):
        try:
            content = json.loads(base64.b64decode(re.sub(r"[^A-Za-z0-9+/=]", "", block)))
            found.append({**json.loads(content["statement"]), **content})
        except (binascii.Error, ValueError, KeyError, TypeError) as error:
            raise NotACheckpoint from error
    if not found:
        raise NotACheckpoint
    return found


class Against:
    """What was signed, to be compared with chains while these are read."""

    def __init__(self, organisation_id=None, elsewhere=()):
        rows = Checkpoint.objects.order_by("organisation_id", "number")
        keys = SigningKey.objects.order_by("organisation_id", "number")
        if organisation_id:
            rows, keys = rows.filter(organisation_id=organisation_id), keys.filter(organisation_id=organisation_id)
        self.findings, self.count = [], 0
        # chain -> length -> what each checkpoint says of it
        self.wanted = defaultdict(lambda: defaultdict(list))
        self.keys = defaultdict(dict)
        for key in readable(keys, self.findings):
            self._take_key(key)
        self.rows = defaultdict(list)
        for row in readable(rows, self.findings):
            self.count += 1
            self.rows[row.organisation_id].append(row)
        for organisation, checkpoints in self.rows.items():
            self._take(organisation, checkpoints)
        for given in elsewhere:
            if not organisation_id or given.get("organisation") == str(organisation_id):
                self._compare(given)

    def look_at(self, chain: list[AuditEvent]) -> None:
        """One whole chain in its order."""
        wanted = self.wanted.pop(chain[0].chain, None)
        for event in chain if wanted else ():
            for head, organisation, name in wanted.pop(event.seq, ()):
                if event.hash != head:
                    self._found(str(event), f"is not the event that {name} was signed over")
                elif event.organisation_id != organisation:
                    self._found(str(event), f"belongs to another organisation than {name} says")
        for length, said in sorted((wanted or {}).items()):
            what = f"the chain had {length} events when {said[0][2]} was signed, and has {len(chain)}"
            self._found(f"{chain[0].chain}#{length}", what)

    def finish(self) -> list:
        """What is left over was never seen."""
        for chain, lengths in sorted(self.wanted.items()):
            name = lengths[max(lengths)][0][2]
            self._found(chain, f"the chain is gone; it had {max(lengths)} events when {name} was signed")
        return self.findings

    def _found(self, where, what):
        self.findings.append(Finding(where, what))

    def _take_key(self, key):
        name, known = f"signing key {key.number}", self.keys[key.organisation_id]
        former = known[max(known)] if known else key
        said = _said(key.statement)
        as_it_stands = [said.get("number"), said.get("public"), said.get("organisation")]
        if as_it_stands != [key.number, key.public, str(key.organisation_id)] or key.number != len(known) + 1:
            self._found(name, "is not what it says of itself")
        elif not signing.is_signed(former.public, key.vouched, key.statement) or not signing.is_ours(key):
            self._found(name, "was not made here")
        known[key.number] = key

    def _take(self, organisation, rows):
        publics = {key.public for key in self.keys[organisation].values()}
        former, heads = "", {}
        for place, row in enumerate(rows, start=1):
            name, said = f"checkpoint {row.number}", _said(row.statement)
            if row.number != place:
                self._found(name, "a checkpoint before it is missing")
            if said.get("former") != former or said.get("number") != row.number:
                self._found(name, "does not follow from the one before it")
            if said.get("organisation") != str(organisation) or said.get("at") != plain(row.at):
                self._found(name, "is not what it says of itself")
            if said.get("key") not in publics or not signing.is_signed(said["key"], row.signature, row.statement):
                self._found(name, "was not signed by this organisation")
            former = hash_of(row.statement)
            self._take_heads(organisation, name, row, said, heads)

    def _take_heads(self, organisation, name, row, said, heads):
        try:
            heads |= {str(chain): (int(length), str(head)) for chain, length, head in row.changed}
            fits = merkle.root(heads) == said.get("root") and len(heads) == said.get("chains")
        except (TypeError, ValueError, IndexError):
            fits = False
        if not fits:
            self._found(name, "the list of heads kept with it does not give its root")
            return
        for chain, length, head in row.changed:
            self.wanted[chain][length].append((head, organisation, name))

    def _compare(self, given):
        """With one that was kept elsewhere, where no hand in the database reaches."""
        name = f"checkpoint {given.get('number')} of {given.get('at')}"
        organisation = str(given.get("organisation"))
        rows = next((rows for key, rows in self.rows.items() if str(key) == organisation), [])
        standing = next((row for row in rows if row.number == given.get("number")), None)
        if not signing.is_signed(str(given.get("key")), str(given["signature"]), given["statement"]):
            self._found(name, "the one given carries no valid signature")
        elif standing is None:
            self._found(
                name,
                f"was signed, and stands here no more; the last one here is {len(rows)}: an older state was put back",
            )
        elif standing.statement != given["statement"]:
            self._found(name, "is not the one that stands here")


def _said(statement) -> dict:
    try:
        said = json.loads(statement)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
