"""Addresses of gateways for text messages and phone calls: over the network only with TLS."""

import ipaddress
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def checked(name, address) -> str:
    """The address, or an empty text where there is none. Raises ImproperlyConfigured, which names the setting."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = None, ""
    if not host or parts.scheme not in ("http", "https") or "@" in parts.netloc or parts.fragment or not _plain(address):
        raise ImproperlyConfigured(f"{name} cannot be read as an address. docs/gateways.md says what goes there.")
    if parts.scheme != "https" and not _is_here(host):
        raise ImproperlyConfigured(f"{name} does not begin with https://; only a gateway on this machine may do without.")
    return address


def token(name, text) -> str:
    """What a header can carry."""
    if not _plain(text):
        raise ImproperlyConfigured(f"{name} holds a space or a letter that no header carries.")
    return text


def _plain(text):
    return text.isascii() and text.isprintable() and " " not in text


def _is_here(host):
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
