#!/usr/bin/env python3
"""Checks a bundle that Doorstep has exported, on any machine with Python 3.8 or later and nothing else.

    python3 verify_bundle.py BUNDLE.zip [--checkpoint KEPT.txt ...]

It believes nothing that the bundle says of itself: every hash, every link, every tree and every signature is worked
out anew. A checkpoint that you were sent earlier and kept (a saved mail will do) is the strongest proof, because whoever
may have changed the system could not change what you hold.

Exit code 0: genuine. 1: altered, with the place. 2: nothing can be said (no bundle, or an older one than your checkpoint).
"""

import argparse
import base64
import collections
import hashlib
import json
import re
import sys
import zipfile

GENUINE, ALTERED, UNKNOWN = 0, 1, 2
MOST_SHOWN = 50
EVENT = re.compile(rb'\{"event":(\{.*\}),"hash":"([0-9a-f]{64})"\}\n')
BLOCK = re.compile(r"-----BEGIN DOORSTEP CHECKPOINT-----(.*?)-----END DOORSTEP CHECKPOINT-----", re.DOTALL)
REQUIRED = ("events.jsonl", "checkpoints.jsonl", "keys.jsonl")

# -- Ed25519 (RFC 8032, 5.1.7), written for reading ----------------------------------------------------------

P = 2**255 - 19  # the field
L = 2**252 + 27742317777372353535851937790883648493  # the group's order
D = -121665 * pow(121666, P - 2, P) % P  # the curve
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _add(a, b):
    """Two points in extended coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z."""
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    u, v = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(number, point):
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _add(total, point)
        point = _add(point, point)
        number >>= 1
    return total


def _point(content):
    """The point that 32 bytes stand for, or None."""
    y = int.from_bytes(content, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public, signature, message):
    """Whether this is the signature (64 bytes) of this public key (32 bytes) under the message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = _times(s, BASE), _add(r, _times(k, a))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# -- the tree over all chains (RFC 6962, 2.1) ----------------------------------------------------------------


def _leaf(chain, length, head):
    return hashlib.sha256(b"\x00" + f"{chain}\n{length}\n{head}".encode()).digest()


def _node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def _root(heads):
    """Of all chains in the order of their names; heads: chain -> (length, hash)."""
    row = [_leaf(chain, *heads[chain]) for chain in sorted(heads)]
    while len(row) > 1:
        pairs = [_node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = pairs + row[len(pairs) * 2 :]
    return row[0].hex() if row else ""


def _root_from(leaf, index, size, path):
    """The root of a tree of `size` leaves to which this way leads, or nothing where it does not fit such a tree."""
    node, path = leaf, list(path)
    while size > 1:
        if index ^ 1 < size:
            if not path:
                return ""
            neighbour = bytes.fromhex(path.pop(0))
            node = _node(neighbour, node) if index & 1 else _node(node, neighbour)
        index, size = index >> 1, (size + 1) >> 1
    return "" if path or index else node.hex()


# -- the bundle ----------------------------------------------------------------------------------------------


class Report:
    """What was checked, what does not match, and what nobody can say from this bundle."""

    def __init__(self):
        self.events = self.chains = self.checkpoints = 0
        self.at = self.organisation = self.key = ""
        self.findings, self.unknown, self.unsaid = [], [], []

    def found(self, place, what):
        self.findings.append(f"{place}: {what}")

    @property
    def code(self):
        if self.findings:
            return ALTERED
        return UNKNOWN if self.unknown else GENUINE


class BrokenError(Exception):
    """Something is not even of the form that it must have; what depends on it cannot be checked."""


def check(bundle, kept=()):
    """Check the file (a path or an open file) against checkpoints that were kept elsewhere (texts)."""
    report = Report()
    try:
        archive = zipfile.ZipFile(bundle)
    except (OSError, zipfile.BadZipFile):
        report.unknown.append("This is no bundle: the file cannot be opened as a ZIP.")
        return report
    with archive:
        try:
            _check(archive, kept, report)
        except BrokenError as broken:
            report.found(*broken.args)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            report.found("the file", f"is damaged ({error})")
    return report


def _check(archive, kept, report):
    manifest, key = _manifest(archive, report)
    _check_files(archive, manifest, report)
    keys = _keys(archive, report)
    if key not in keys:
        report.found("manifest.json", "is signed with a key that is not this organisation's")
    is_whole = manifest.get("scope") == "organisation"
    points = _checkpoints(archive, is_whole, keys, report)
    if manifest.get("checkpoint") != len(points.statements):
        report.found("manifest.json", "was made as of another checkpoint than the last one here")
    if not is_whole:
        _take_proofs(archive, points, report)
        left_out = manifest.get("chains_left_out")
        report.unsaid.append(f"It is a selection: {left_out} more chains of the organisation are not in it.")
    _check_events(archive, points, report)
    _compare(kept, points, str(manifest.get("made_at")), keys, report)
    report.unsaid.append("What was written in the records is not in it, only digests that stand for it.")


def _lines(archive, name):
    try:
        entry = archive.open(name)
    except KeyError:
        raise BrokenError(name, "is missing") from None
    with entry:
        yield from entry


def _object(content, place):
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise BrokenError(place, "cannot be read") from None
    if not isinstance(found, dict):
        raise BrokenError(place, "cannot be read")
    return found


def _text(found, name, place):
    if not isinstance(found.get(name), str):
        raise BrokenError(place, f"says no {name}")
    return found[name]


def _bytes(found, name, place):
    try:
        return bytes.fromhex(_text(found, name, place))
    except ValueError:
        raise BrokenError(place, f"its {name} is no number") from None


def _hash(text):
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _is_signed(found, public, name, place):
    return is_signed(public, _bytes(found, name, place), found["statement"].encode("utf-8", "surrogatepass"))


def _manifest(archive, report):
    place = "manifest.json"
    outer = _object(b"".join(_lines(archive, place)), place)
    manifest = _object(_text(outer, "statement", place), place)
    if manifest.get("format") != "doorstep-bundle-1":
        raise BrokenError(place, "is of a kind that this program does not know")
    if not _is_signed(outer, _bytes(outer, "key", place), "signature", place):
        report.found(place, "was altered: its signature does not fit")
    report.organisation = str(manifest.get("organisation"))
    return manifest, outer["key"]


def _check_files(archive, manifest, report):
    listed, names = manifest.get("files"), archive.namelist()
    if not isinstance(listed, dict):
        raise BrokenError("manifest.json", "lists no files")
    for name in sorted(set(names) - set(listed) - {"manifest.json"}):
        report.found(name, "was added: the manifest does not list it")
    if len(set(names)) != len(names):
        report.found("the file", "holds two entries of one name")
    for name, said in sorted(listed.items()):
        digest = hashlib.sha256()
        for piece in _lines(archive, name):
            digest.update(piece)
        if not isinstance(said, dict) or digest.hexdigest() != said.get("sha256"):
            report.found(name, "was altered: its digest is not the manifest's")
    for name in REQUIRED:
        if name not in listed:
            report.found(name, "is missing")


def _keys(archive, report):
    """The organisation's keys, each vouched for by the one before it: key -> its place in the row."""
    keys, former = {}, ""
    for number, line in enumerate(_lines(archive, "keys.jsonl"), start=1):
        place = f"keys.jsonl, line {number}"
        outer = _object(line, place)
        said = _object(_text(outer, "statement", place), place)
        public = _text(said, "public", place)
        expected = ["doorstep-key-1", number, former, report.organisation]
        if [said.get("format"), said.get("number"), said.get("former"), said.get("organisation")] != expected:
            report.found(place, "does not follow from the key before it")
        if not _is_signed(outer, bytes.fromhex(former) if former else _bytes(said, "public", place), "vouched", place):
            report.found(place, "nobody vouches for this key")
        _bytes(said, "public", place)
        keys[public], former = number, public
    report.key = former
    return keys


class Points:
    """What the checkpoints say: each statement by number, and for each chain which hash must stand at which length."""

    def __init__(self):
        self.statements, self.heads, self.newest = [], {}, {}
        self.wanted = collections.defaultdict(dict)

    def want(self, chain, length, head, name):
        self.heads[chain] = (length, head)
        self.wanted[chain].setdefault(length, []).append((head, name))


def _checkpoints(archive, is_whole, keys, report):
    points, former, before = Points(), "", ""
    for number, line in enumerate(_lines(archive, "checkpoints.jsonl"), start=1):
        place = f"checkpoint {number}"
        outer = _object(line, place)
        statement = _text(outer, "statement", place)
        said = _object(statement, place)
        key, at = _text(said, "key", place), _text(said, "at", place)
        expected = ["doorstep-checkpoint-1", number, former, report.organisation]
        if [said.get("format"), said.get("number"), said.get("former"), said.get("organisation")] != expected:
            report.found(place, "does not follow from the one before it")
        if at < before:
            report.found(place, "is older than the one before it")
        if key not in keys:
            report.found(place, "is signed with a key that is not this organisation's")
        if not _is_signed(outer, _bytes(said, "key", place), "signature", place):
            report.found(place, "was altered: its signature does not fit")
        if is_whole:
            _take_heads(outer.get("changed"), said, points, place, report)
        former, before, points.newest = _hash(statement), at, said
        points.statements.append(statement)
    if not points.statements:
        raise BrokenError("checkpoints.jsonl", "holds no checkpoint")
    report.checkpoints, report.at = len(points.statements), before
    return points


def _take_heads(changed, said, points, place, report):
    try:
        for chain, length, head in changed:
            if int(length) <= points.heads.get(chain, (0, ""))[0]:
                report.found(place, f"says that {chain} has become shorter")
            points.want(str(chain), int(length), str(head), place)
    except (TypeError, ValueError):
        raise BrokenError(place, "the list of its chains cannot be read") from None
    counted = [len(points.heads), sum(length for length, _head in points.heads.values())]
    if _root(points.heads) != said.get("root") or counted != [said.get("chains"), said.get("events")]:
        report.found(place, "the list of its chains does not give the root that was signed")


def _take_proofs(archive, points, report):
    size, root, place = points.newest.get("chains"), points.newest.get("root"), f"checkpoint {len(points.statements)}"
    for number, line in enumerate(_lines(archive, "proofs.jsonl"), start=1):
        proof = _object(line, f"proofs.jsonl, line {number}")
        try:
            chain, length, head = str(proof["chain"]), int(proof["length"]), str(proof["head"])
            found = _root_from(_leaf(chain, length, head), int(proof["index"]), int(size), proof["path"])
        except (KeyError, TypeError, ValueError):
            raise BrokenError(f"proofs.jsonl, line {number}", "cannot be read") from None
        if found != root:
            report.found(chain, "the proof does not lead to the root that was signed")
        points.want(chain, length, head, place)


def _check_events(archive, points, report):
    chain, seq, before, seen = None, 0, "", set()
    for number, line in enumerate(_lines(archive, "events.jsonl"), start=1):
        place = f"events.jsonl, line {number}"
        parts = EVENT.fullmatch(line)
        if not parts:
            report.found(place, "is no event")
            continue
        event, stated = _object(parts.group(1), place), parts.group(2).decode()
        if event.get("chain") != chain:
            _end(chain, seq, points, report)
            chain, seq, before = str(event.get("chain")), 0, ""
            if chain in seen:
                report.found(chain, "stands in two places")
            seen.add(chain)
        place = "{}#{}".format(chain, event.get("seq"))
        seq += 1
        if event.get("seq") != seq:
            report.found(place, "an event before this one is missing")
            seq = event.get("seq") if isinstance(event.get("seq"), int) else seq
        if event.get("prev") != before:
            report.found(place, "does not follow from the event before it")
        if hashlib.sha256(parts.group(1)).hexdigest() != stated:
            report.found(place, "the event was altered")
        if event.get("organisation") != report.organisation:
            report.found(place, "belongs to another organisation")
        for head, name in points.wanted.get(chain, {}).pop(seq, ()):
            if head != stated:
                report.found(place, f"is not the event that {name} was signed over")
        before = stated
        report.events += 1
    _end(chain, seq, points, report)
    report.chains = len(seen)
    for missing in sorted(set(points.heads) - seen):
        report.found(missing, f"the chain is gone; {points.heads[missing][0]} events were signed")


def _end(chain, seq, points, report):
    """The last event of a chain was read: is it the last one that was signed?"""
    length = points.heads.get(chain, (0, ""))[0]
    if seq < length:
        report.found(f"{chain}#{length}", f"the end is missing: {length} events were signed, {seq} are here")
    elif seq > length:
        report.found(f"{chain}#{seq}", "stands after the end that was signed")


def read_kept(text):
    """The checkpoints in a text that was kept, such as a saved mail."""
    found = []
    for block in BLOCK.findall(text):
        try:
            content = base64.b64decode(re.sub(r"[^A-Za-z0-9+/=]", "", block))
        except ValueError:
            raise BrokenError("the checkpoint you kept", "cannot be read") from None
        outer = _object(content, "the checkpoint you kept")
        said = _object(_text(outer, "statement", "the checkpoint you kept"), "the checkpoint you kept")
        found.append((outer, said))
    if not found:
        raise BrokenError("the checkpoint you kept", "holds no checkpoint")
    return found


def _compare(kept, points, made_at, keys, report):
    for text in kept:
        for outer, said in read_kept(text):
            _compare_one(outer, said, points, made_at, keys, report)
    if not kept:
        report.unsaid.append(
            "You gave no checkpoint that you had kept. That the whole system was not set back or made anew before this"
            " bundle was exported cannot be said without one."
        )


def _compare_one(outer, said, points, made_at, keys, report):
    number, place = said.get("number"), "the checkpoint you kept ({})".format(said.get("number"))
    if not _is_signed(outer, _bytes(said, "key", place), "signature", place):
        report.found(place, "carries no valid signature")
    elif said.get("organisation") != report.organisation:
        report.found(place, "is of another organisation than this bundle")
    elif said["key"] not in keys:
        report.found(place, "is signed with a key that this bundle does not know")
    elif number in range(1, len(points.statements) + 1):
        if points.statements[number - 1] != outer["statement"]:
            report.found(place, "is not the one that stands in this bundle: its past was written anew")
    elif made_at >= str(said.get("at")):
        last = len(points.statements)
        report.found(place, f"is missing: this bundle was made later and ends at {last}, an older state was put back")
    else:
        report.unknown.append(f"This bundle was made before checkpoint {number}: export a new one.")


# -- what it says --------------------------------------------------------------------------------------------


def told(report):
    """In plain words."""
    lines = [["GENUINE", "ALTERED", "NOTHING CAN BE SAID"][report.code]]
    if report.code == GENUINE:
        counts = (report.events, report.chains, report.checkpoints, report.at)
        lines.append("{} events in {} chains stand as {} checkpoints say, the last one of {}.".format(*counts))
        lines.append(f"Organisation {report.organisation}, key {report.key}.")
    lines += ["  " + finding for finding in report.findings[:MOST_SHOWN]]
    if len(report.findings) > MOST_SHOWN:
        lines.append(f"  and {len(report.findings) - MOST_SHOWN} more")
    lines += report.unknown
    if report.unsaid:
        lines += ["", "What this does not say:"] + ["  " + what for what in report.unsaid]
    return "\n".join(lines)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Checks a bundle exported by Doorstep.")
    parser.add_argument("bundle", help="the ZIP file")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE", help="one that you kept; may be repeated")
    chosen = parser.parse_args(arguments)
    kept = []
    for path in chosen.checkpoint:
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                kept.append(file.read())
        except OSError as error:
            print(f"NOTHING CAN BE SAID\n{error}")
            return UNKNOWN
    report = check(chosen.bundle, kept)
    print(told(report))
    return report.code


if __name__ == "__main__":
    sys.exit(main())
