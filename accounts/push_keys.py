"""The keys of Web Push as texts: points and numbers of P-256 in base64url without padding, as browsers write them."""

import base64
import functools

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
POINT, AUTH = 65, 16  # bytes of a public key, and of what a browser shares with us
_SCALAR = 32


def written(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def read(text: str) -> bytes:
    """Raises ValueError for what is no base64url."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def new_private_key() -> str:
    return written(ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(_SCALAR))


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    """Raises ValueError."""
    content = read(text)
    if len(content) != _SCALAR:
        raise ValueError("not 32 bytes")
    return ec.derive_private_key(int.from_bytes(content), CURVE)


def public_key(content: bytes) -> ec.EllipticCurvePublicKey:
    """Raises ValueError for what is no point of the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, content)


def point_of(key) -> bytes:
    """The public half of a pair."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@functools.cache
def public_text(private: str) -> str:
    """What a browser is given to subscribe with."""
    return written(point_of(private_key(private)))
