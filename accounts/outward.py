"""Which addresses may be called. Neither a webhook nor a push message must become a way into our own network.

Asked twice: when an address is written down, and again of every IP address that its name leads to when it is called.
"""

import ipaddress
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings

MOST_ADDRESS = 500
PORTS = {"https": 443, "http": 80}
# a translated address leads to an IPv4 address inside it: who needs these sets up the plain one
TRANSLATED = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class BadAddress(ValueError):
    """This address is never called. `code`: malformed, not_https, not_public."""

    def __init__(self, code):
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Place:
    """An address taken apart: what is connected to, and what is asked for there."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def is_plain(self) -> bool:
        return self.scheme == "http"

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def place_of(address: str) -> Place:
    """Raises BadAddress for what cannot be called, whoever answers there."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").encode("idna").decode() if not _ip(parts.hostname) else parts.hostname
        port = parts.port or PORTS.get(parts.scheme, 0)
    except (ValueError, UnicodeError):
        raise BadAddress("malformed")
    if not host or "@" in parts.netloc or parts.fragment or len(address) > MOST_ADDRESS or _has_space(address.strip()):
        raise BadAddress("malformed")
    if parts.scheme not in PORTS:
        raise BadAddress("not_https")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{_query(parts.query)}" if parts.query else "")
    place = Place(parts.scheme, host, port, target)
    _check_written(place)
    return place


def _query(text):
    return quote(text, safe="/%:@!$&'()*+,;=~-._?")


def _has_space(text):
    return any(letter.isspace() or not letter.isprintable() for letter in text)


def _check_written(place):
    """What can be known without asking for the name's address."""
    ip = _ip(place.host)
    is_here = place.host == "localhost" or (ip is not None and ip.is_loopback)
    if place.is_plain and not (is_here and settings.WEBHOOK_LOOPBACK):
        raise BadAddress("not_https")
    if (ip is not None and not may_call(ip)) or (is_here and not settings.WEBHOOK_LOOPBACK):
        raise BadAddress("not_public")


def _ip(host):
    try:
        return ipaddress.ip_address(host or "")
    except ValueError:
        return None


def may_call(ip, *, plain=False) -> bool:
    """Whether anything may be sent to this IP address; without TLS only to this machine."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return may_call(ip.ipv4_mapped, plain=plain)
        if any(ip in network for network in TRANSLATED):
            return False
    if ip.is_loopback:
        return settings.WEBHOOK_LOOPBACK
    # the link-local ones are where clouds keep the keys of a machine: no setting opens them
    if plain or ip.is_multicast or ip.is_unspecified or ip.is_link_local or ip.is_reserved:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local:
        return settings.WEBHOOK_PRIVATE
    return ip.is_global or settings.WEBHOOK_PRIVATE
