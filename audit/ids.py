"""Identifiers: time-ordered primary keys and random public references."""

import os
import secrets
import time
import uuid

# No vowels (no words), no look-alikes (0/O, 1/I/L, 5/S, U/V, Y).
REFERENCE_ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"


def uuid7() -> uuid.UUID:
    """A time-ordered UUID (RFC 9562, version 7): new rows land at the end of every index."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10))
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


def new_reference() -> str:
    """A public reference such as DS-7K2M-9QXT: about 2e11 values, tells nothing about order or number."""
    symbols = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))
    return f"DS-{symbols[:4]}-{symbols[4:]}"


def new_salt() -> str:
    return secrets.token_hex(16)
