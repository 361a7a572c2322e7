"""One request to one address, within ten seconds. The only module of the rooms that opens a connection itself.

The name is looked up once and what it led to is connected to: a name that changes its mind in between leads
nowhere. Redirects are not followed, because they would lead past all this. Of the answer only the first line counts.
"""

import ipaddress
import re
import socket
import ssl
import time

from accounts.outward import BadAddress, may_call, place_of
from supervision.webhooks.faults import NotTaken

SECONDS = 10
MOST_READ = 1024
STATUS = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)[ \r\n]")


def post(address: str, headers: dict[str, str], body: bytes) -> None:
    """Raises NotTaken unless the receiver answered 2xx."""
    until = time.monotonic() + SECONDS
    try:
        place = place_of(address)
        with _connected(place, until) as connection:
            connection.sendall(_request(place, headers, body))
            status = _status(connection, until)
    except BadAddress as fault:
        raise NotTaken(fault.code)
    except ssl.SSLError:
        raise NotTaken("not_trusted")
    except TimeoutError:
        raise NotTaken("too_slow")
    except OSError:
        raise NotTaken("unreachable")
    if status == 410:
        raise NotTaken("gone", status)
    if not 200 <= status < 300:
        raise NotTaken({3: "redirected", 4: "refused"}.get(status // 100, "failed"), status)


def _connected(place, until):
    """A connection to an address that may be called; with TLS it proves the name, not the number."""
    plain = _first_answering(_looked_up(place), until)
    try:
        plain.settimeout(_left(until))
        if place.is_plain:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=place.host)
    except BaseException:
        plain.close()
        raise


def _looked_up(place):
    """Where the name leads to; one address among them that may not be called closes all of them."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise NotTaken("not_found")
    ips = [ipaddress.ip_address(target[0].partition("%")[0]) for *_kind, target in found]
    if not ips or not all(may_call(ip, plain=place.is_plain) for ip in ips):
        raise NotTaken("not_public")
    return [(family, target) for family, *_kind, target in found]


def _first_answering(targets, until):
    fault = OSError()
    for family, target in targets:
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(_left(until))
            plain.connect(target)
            return plain
        except OSError as error:
            plain.close()
            fault = error
    raise fault


def _left(until):
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _request(place, headers, body):
    lines = {
        "Host": place.host_header,
        "User-Agent": "Doorstep",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {place.target} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body


def _status(connection, until):
    """The status in the first line; the rest of the answer is not waited for."""
    said = b""
    while b"\n" not in said and len(said) < MOST_READ:
        connection.settimeout(_left(until))
        more = connection.recv(MOST_READ - len(said))
        if not more:
            break
        said += more
    match = STATUS.match(said)
    if match is None or match[1].startswith(b"1"):
        raise NotTaken("no_answer")
    return int(match[1])
