"""Asking a virus scanner (clamd) about a file, where DOORSTEP_CLAMD names one; without an answer nothing passes."""

import logging
import socket
import struct

from django.conf import settings

from boundaries.attachments.kinds import Refused
from boundaries.attachments.reasons import NotYet

log = logging.getLogger("doorstep.scanning")
CHUNK = 256 * 1024
SECONDS = 20
LENGTH = struct.Struct(">L")


def scan(content: bytes) -> None:
    """Raises Refused for a virus, NotYet while the scanner cannot be asked."""
    if not settings.CLAMD:
        return
    try:
        answer = _ask(settings.CLAMD, content)
    except (OSError, ValueError) as trouble:
        log.warning("the virus scanner did not answer: %s", type(trouble).__name__)
        raise NotYet("scanner_away") from trouble
    if answer.endswith(b" FOUND"):
        raise Refused("infected")
    if answer != b"stream: OK":
        log.warning("the virus scanner could not check a file")
        raise NotYet("scanner_away")


def _ask(address, content) -> bytes:
    with _connected(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            connection.sendall(LENGTH.pack(len(chunk)) + chunk)
        connection.sendall(LENGTH.pack(0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 1024 and (more := connection.recv(1024)):
            answer += more
    return answer.rstrip(b"\0\n")


def _connected(address):
    """`unix:/path` or `host:port`."""
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(SECONDS)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)
