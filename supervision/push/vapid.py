"""Who is sending, signed for the push service that is asked to deliver (VAPID, RFC 8292)."""

import json
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from accounts.push_keys import private_key, public_text, written

VALID_SECONDS = 12 * 60 * 60  # at most a day


def authorization(endpoint: str, now: int) -> str:
    """The header for a message to this address."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now + VALID_SECONDS, "sub": settings.PUSH_CONTACT}
    signed = f"{_part({'typ': 'JWT', 'alg': 'ES256'})}.{_part(claims)}"
    return f"vapid t={signed}.{_signature(signed)}, k={public_text(settings.PUSH_PRIVATE_KEY)}"


def _part(content):
    return written(json.dumps(content, separators=(",", ":")).encode())


def _signature(text):
    """Both numbers one after the other, as JWT has them."""
    made = private_key(settings.PUSH_PRIVATE_KEY).sign(text.encode(), ec.ECDSA(SHA256()))
    return written(b"".join(number.to_bytes(32) for number in decode_dss_signature(made)))
