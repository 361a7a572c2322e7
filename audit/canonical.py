"""Canonical JSON and salted digests: one byte sequence for one content, everywhere."""

import datetime
import hashlib
import json
import uuid


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"No canonical form for {type(value).__name__}")


def canonical_json(data) -> bytes:
    """UTF-8, keys sorted, no spaces, times in UTC with microseconds."""
    text = json.dumps(data, default=plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def digest(data) -> str:
    return hashlib.sha256(canonical_json(data)).hexdigest()


def salted_digest(salt: str, data) -> str:
    """A digest that nobody can guess back to short content without the salt, which is erased with it."""
    return digest({"salt": salt, "content": data})
