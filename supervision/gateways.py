"""Text messages and phone calls: one JSON request to a gateway of the operator's choice (docs/gateways.md)."""

import http.client
import json
from urllib.parse import urlsplit

from django.conf import settings

from supervision.delivery import NotToBeDeliveredError

SECONDS = 5
# what may be different in a moment although the gateway calls it our fault
TRY_AGAIN = (408, 425, 429)


class GatewayFailedError(Exception):
    """The gateway was not reached or could not take it now; the worker tries again."""


class GatewayRefusedError(NotToBeDeliveredError):
    """The gateway will never take it; nobody tries again."""


def post(channel, key, *, to, language, said) -> None:
    """Hand over one message for `text` or `voice`. Raises GatewayFailedError, GatewayRefusedError."""
    address, token = _gateway(channel)
    body = {"id": str(key), "channel": channel, "to": to, "language": language, "text": said}
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "User-Agent": "Doorstep",
        "Idempotency-Key": str(key),
    }
    if token:
        headers["Authorization"] = f"Bearer {token}"
    status = _send(address, headers, json.dumps(body).encode())
    if 400 <= status < 500 and status not in TRY_AGAIN:
        raise GatewayRefusedError(f"HTTP {status}")
    if not 200 <= status < 300:
        raise GatewayFailedError(f"HTTP {status}")


def _gateway(channel):
    of = {
        "text": (settings.TEXT_GATEWAY_URL, settings.TEXT_GATEWAY_TOKEN),
        "voice": (settings.VOICE_GATEWAY_URL, settings.VOICE_GATEWAY_TOKEN),
    }
    address, token = of[channel]
    if not address:
        raise NotToBeDeliveredError
    return urlsplit(address), token


def _send(address, headers, body) -> int:
    """The status of the answer; redirects are not followed, and what else it says is not read."""
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname, address.port, timeout=SECONDS)
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    try:
        connection.request("POST", target, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise GatewayFailedError(type(error).__name__) from None
    finally:
        connection.close()
