"""The web server's worker: a request is given to a thread when all of it has arrived, however slowly it came.

Gunicorn's threads read from the network themselves, so a dozen connections that send a letter now and then would keep
everybody out. Here they cost a little memory each until they are whole or their time is over.
"""

import contextlib
import re
import selectors
import socket
import struct
import time
from functools import partial

from gunicorn.workers.gthread import TConn, ThreadWorker

PATIENCE = 30  # seconds within which a request must have arrived
MOST_HEADER, MOST_KEPT = 64 * 1024, 4 * 1024 * 1024  # bytes; what is larger is read by a thread, with the pauses below
KEPT_TOGETHER = 256 * 1024 * 1024  # bytes of all that is not whole yet
PAUSE = 10  # seconds without a byte, either way, after which a thread lets go of a connection
SLOWEST = 16 * 1024  # bytes in a second that whoever is read by a thread must send once PATIENCE is over
AT_ONCE = 64 * 1024
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
HEADER_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
# the sender waits for a word of ours first, or does not say how much there will be
NOT_COUNTED = re.compile(rb"\r\n(?:expect|transfer-encoding|upgrade):", re.IGNORECASE)


def is_whole(arrived) -> bool:
    """Whether nothing more needs to be waited for: all of it is there, or a thread has to see to the rest."""
    needed = _needed(arrived)
    return needed is None or len(arrived) >= needed


def must_be_read_on(arrived) -> bool:
    """Whether a thread has to see to the rest."""
    return _needed(arrived) is None


def _needed(arrived) -> int | None:
    """How many bytes the whole request has, as far as its header has arrived; None where a thread has to find out."""
    end = arrived.find(HEADER_END)
    if end < 0:
        return len(arrived) + 1 if len(arrived) <= MOST_HEADER else None
    header = bytes(arrived[: end + 2])
    length = LENGTH.search(header)
    if NOT_COUNTED.search(header) or (length is None and b"content-length" in header.lower()):
        return None
    needed = end + len(HEADER_END) + (int(length[1]) if length else 0)
    return needed if needed <= MOST_KEPT else None


class InTime:
    """A socket that a thread reads from: whoever sends too slowly has stopped sending."""

    def __init__(self, sock):
        self.sock, self.until = sock, time.monotonic() + PATIENCE

    def recv(self, size):
        if time.monotonic() > self.until:
            raise TimeoutError
        piece = self.sock.recv(size)
        self.until += len(piece) / SLOWEST
        return piece

    def __getattr__(self, name):
        return getattr(self.sock, name)


class PatientWorker(ThreadWorker):
    """Gunicorn's threaded worker, with connections in the loop until their request is whole.

    At most a third of the threads read what is not: the others stay for everybody else.
    """

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.read_by_thread = set()

    def accept(self, listener):
        if self.cfg.is_ssl:
            return super().accept(listener)
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return None
        self.nr_conns += 1
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            client.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", PAUSE, 0))
        conn = TConn(self.cfg, client, address, listener.getsockname())
        self._wait_for(conn)
        return None

    def on_client_socket_readable(self, conn, client):
        """The next request on a connection that was kept."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._wait_for(conn)

    def finish_request(self, conn, fs):
        """What came behind the request is the beginning of another one, which has to arrive as well."""
        self.read_by_thread.discard(conn)
        behind = b""
        if not fs.cancelled() and fs.exception() is None and fs.result() is True:
            behind = conn.parser.unreader.take_buffered()
        if not behind:
            super().finish_request(conn, fs)
            return
        conn.sock.setblocking(False)
        self._wait_for(conn, behind)
        self._go_on(conn)

    def _wait_for(self, conn, arrived=b""):
        conn.arrived = bytearray(arrived)
        conn.timeout = time.monotonic() + PATIENCE
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._take, conn))

    def _take(self, conn, client):
        try:
            piece = client.recv(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        conn.arrived += piece
        if piece:
            self._go_on(conn)
        else:
            self._let_go(conn)

    def _go_on(self, conn):
        if not is_whole(conn.arrived):
            if len(conn.arrived) > MOST_HEADER and self._kept() > KEPT_TOGETHER:
                self._let_go(conn, BUSY)
        elif not must_be_read_on(conn.arrived):
            self._hand_over(conn)
        elif len(self.read_by_thread) < max(1, self.cfg.threads // 3):
            self.read_by_thread.add(conn)
            self._hand_over(conn)
        else:
            self._let_go(conn, BUSY)

    def _kept(self):
        return sum(len(conn.arrived) for conn in self.pending_conns)

    def _out_of_loop(self, conn):
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)

    def _let_go(self, conn, saying=b""):
        self._out_of_loop(conn)
        with contextlib.suppress(OSError):
            if saying:
                conn.sock.send(saying)
        self.nr_conns -= 1
        conn.close()

    def _hand_over(self, conn):
        self._out_of_loop(conn)
        conn.data_ready = True
        conn.init()
        conn.parser.unreader.sock = InTime(conn.sock)
        conn.parser.unreader.unread(bytes(conn.arrived))
        conn.arrived = None
        self.enqueue_req(conn)
