"""A phone and its push service on loopback: it proves who is sending, and opens what it is sent.

Written from the RFCs (8188, 8291, 8292) by themselves, not from the code under test.
"""

import base64
import json
import os
import time
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def content(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Phone:
    """One browser: its keys, and where its push service takes what is for it."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(CURVE))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> dict:
        """As a browser writes it."""
        return {"endpoint": self.endpoint, "keys": {"p256dh": text(self.point), "auth": text(self.auth)}}

    def read(self, request) -> dict:
        return json.loads(self.open(request.body))

    def open(self, body: bytes) -> bytes:
        """What was sealed for it. Raises InvalidTag for what was sealed for another."""
        salt, length = body[:16], body[20]
        theirs, record = body[21 : 21 + length], body[21 + length :]
        assert len(body) - 21 - length <= int.from_bytes(body[16:20])  # one record
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        secret = HKDF(SHA256(), 32, self.auth, b"WebPush: info\0" + self.point + theirs).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(secret)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(secret)
        padded = AESGCM(key).decrypt(nonce, record, None)
        said, mark, padding = padded.rpartition(b"\2")
        assert mark == b"\2"
        assert not padding.strip(b"\0")
        return said


def proven_sender(request, origin: str) -> dict:
    """The claims of the header, after its signature, its audience and its time were checked; `key`: who signed."""
    scheme, _, rest = request.headers["authorization"].partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    header, claims, signature = parts["t"].split(".")
    assert (scheme, json.loads(content(header))) == ("vapid", {"typ": "JWT", "alg": "ES256"})
    numbers = content(signature)
    assert len(numbers) == 64
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, content(parts["k"]))
    made = encode_dss_signature(int.from_bytes(numbers[:32]), int.from_bytes(numbers[32:]))
    key.verify(made, f"{header}.{claims}".encode(), ec.ECDSA(SHA256()))
    said = json.loads(content(claims))
    assert said["aud"] == origin
    assert 0 < said["exp"] - time.time() <= 24 * 60 * 60
    return said | {"key": parts["k"]}
