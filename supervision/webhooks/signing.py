"""The signature of what is sent: that of Standard Webhooks, so that receivers find a library for it."""

import base64
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
BYTES = 32


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signature(secret: str, key: str, seconds: int, body: bytes) -> str:
    """`v1,` and the Base64 of HMAC-SHA256 over `key.seconds.body`."""
    signed = f"{key}.{seconds}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix(PREFIX)), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def headers(all_secrets, key: str, seconds: int, body: bytes) -> dict[str, str]:
    """One signature for each secret in use; the receiver is content when one of them fits."""
    return {
        "webhook-id": key,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(signature(secret, key, seconds, body) for secret in all_secrets),
    }
