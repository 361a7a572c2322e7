"""What comes from a contact's browser (two keys), and sealing a text so that she alone can read it.

The browser's half is static/js/independent.js: ECDH on P-256 with a key made for this one text, HKDF-SHA-256, AES-256-GCM.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

INFO = b"doorstep sealed report 1"
LEAST_ROUNDS, MOST_ROUNDS = 600_000, 10_000_000
WRAPPED = {"salt": (16, 64), "iv": (12, 12), "ciphertext": (32, 2000)}  # field -> fewest and most bytes
MOST_SENT = 10_000


class BadKey(ValueError):
    """What was sent is no key of the kind that we can seal for."""


def read_public(text: str) -> dict:
    """The public JSON Web Key, with nothing in it but the point. Raises BadKey; a private one is refused unread."""
    sent = _as_object(text)
    if sent.get("kty") != "EC" or sent.get("crv") != "P-256" or "d" in sent:
        raise BadKey("no public key on P-256")
    key = {"kty": "EC", "crv": "P-256", "x": sent.get("x"), "y": sent.get("y")}
    _point(key)
    return key


def read_wrapped(text: str) -> dict:
    """The private key as its passphrase has locked it. Raises BadKey."""
    sent = _as_object(text)
    rounds = sent.get("rounds")
    if type(rounds) is not int or not LEAST_ROUNDS <= rounds <= MOST_ROUNDS:
        raise BadKey("too few rounds")
    for name, (fewest, most) in WRAPPED.items():
        if not fewest <= len(_bytes(sent.get(name))) <= most:
            raise BadKey(f"{name} has not its length")
    return {"rounds": rounds} | {name: sent[name] for name in WRAPPED}


def seal(public_key: dict, plaintext: bytes, context: str) -> dict:
    """Readable with the private half alone; `context` (which report it is) must be given again to open it."""
    ephemeral = ec.generate_private_key(ec.SECP256R1())
    key = _derived(ephemeral.exchange(ec.ECDH(), _point(public_key)))
    iv = os.urandom(12)
    point = ephemeral.public_key().public_numbers()
    epk = {"kty": "EC", "crv": "P-256", "x": _text(point.x.to_bytes(32, "big")), "y": _text(point.y.to_bytes(32, "big"))}
    return {"epk": epk, "iv": _text(iv), "ciphertext": _text(AESGCM(key).encrypt(iv, plaintext, context.encode()))}


def seal_with_proof(public_key: dict, write: Callable[[str], bytes], context: str) -> dict:
    """Sealed with a secret in it, of which the digest alone stays beside: who knows it has opened this with the key."""
    proof = secrets.token_urlsafe(32)
    return seal(public_key, write(proof), context) | {"proof": _digest(proof)}


def proves(sealed: dict, proof: str) -> bool:
    return hmac.compare_digest(sealed.get("proof", ""), _digest(proof))


def thumbprint(public_key: dict) -> str:
    """The key's SHA-256 as RFC 7638 takes it, in hexadecimal digits."""
    return _digest(json.dumps(public_key, sort_keys=True, separators=(",", ":")))


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _derived(shared):
    return HKDF(hashes.SHA256(), 32, salt=b"", info=INFO).derive(shared)


def _point(key):
    x, y = (_bytes(key.get(name)) for name in ("x", "y"))
    if len(x) != 32 or len(y) != 32:
        raise BadKey("no point")
    try:
        numbers = ec.EllipticCurvePublicNumbers(int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1())
        return numbers.public_key()
    except ValueError:
        raise BadKey("not on the curve")


def _as_object(text):
    try:
        sent = json.loads(text) if len(text) <= MOST_SENT else None
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise BadKey("no key")
    return sent


def _bytes(text) -> bytes:
    """base64url without padding, as JSON Web Keys have it."""
    if not isinstance(text, str):
        raise BadKey("no text")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise BadKey("not base64url")


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
