"""A receiver of webhooks on loopback: it keeps what it is sent and answers as it is told."""

import contextlib
import json
import socket
import threading
from dataclasses import dataclass, field

LONG = 5


@dataclass
class Request:
    """What came: headers by their small names, and the bytes that were signed."""

    target: str
    headers: dict
    body: bytes

    @property
    def said(self) -> dict:
        return json.loads(self.body)


@dataclass
class Receiver:
    """`answers` are raw, one per request; the last one goes on for ever."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=lambda: [answer(204)])
    holds: threading.Event = field(default_factory=threading.Event)  # set: an answer has no end until it is cleared
    between: float = 0  # seconds between two letters of an answer

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks?from=doorstep"

    def take(self, connection):
        with connection, contextlib.suppress(OSError), connection.makefile("rb") as file:
            target = file.readline().decode().split()[1]
            headers = {}
            while line := file.readline().decode().strip():
                name, value = line.split(": ", 1)
                headers[name.lower()] = value
            body = file.read(int(headers["content-length"]))
            self.requests.append(Request(target, headers, body))
            self.give(connection, self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])
            while self.holds.is_set():
                connection.sendall(b"x" * 1000)

    def give(self, connection, said):
        if not self.between:
            connection.sendall(said)
            return
        for letter in said:
            connection.sendall(bytes([letter]))
            threading.Event().wait(self.between)


def answer(status, *lines, body=b"") -> bytes:
    head = [f"HTTP/1.1 {status} So", *lines, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(head).encode() + body


@contextlib.contextmanager
def running(wrap=lambda connection: connection):
    """A receiver at work; `wrap` puts TLS around each connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    receiver = Receiver(port=listener.getsockname()[1])

    def serve():
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            connection.settimeout(LONG)
            with contextlib.suppress(OSError):
                receiver.take(wrap(connection))
            connection.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.holds.clear()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(LONG)
