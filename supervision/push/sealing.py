"""Sealing a message for one browser (RFC 8291, in the form of RFC 8188): nobody on the way reads it, its push service least.

Of our own, because the known library needs a package that comes without a wheel, which the locks refuse, and an
asynchronous HTTP client that would go past accounts/outward.py. The RFC's own example is a test.
"""

import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from accounts.push_keys import CURVE, point_of, public_key

SALT = 16
RECORD = 4096
ALWAYS = 512  # so long is every message: its length tells neither its language nor its kind


def seal(plain: bytes, browser_key: bytes, auth: bytes) -> bytes:
    """For the browser with this public key and this shared secret; a longer text than ALWAYS is not hidden in length."""
    padding = bytes(max(ALWAYS - len(plain), 0))
    return sealed_with(plain + b"\2" + padding, browser_key, auth, ec.generate_private_key(CURVE), os.urandom(SALT))


def sealed_with(record: bytes, browser_key: bytes, auth: bytes, sender, salt: bytes) -> bytes:
    """The body: header, then one record."""
    ours = point_of(sender)
    shared = sender.exchange(ec.ECDH(), public_key(browser_key))
    secret = _derived(shared, auth, b"WebPush: info\0" + browser_key + ours, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return header + AESGCM(key).encrypt(nonce, record, None)


def _derived(secret, salt, info, length):
    return HKDF(SHA256(), length, salt, info).derive(secret)
