"""The web server's worker: a request is given to a thread when all of it has arrived, however slowly it came.

Gunicorn's threads read from the network themselves, so a dozen connections that send a letter now and then would keep
everybody out. Here they cost a little memory each until they are whole or their time is over.
"""

import re
import selectors
import socket
import struct
import time
from functools import partial

from gunicorn.workers.gthread import TConn, ThreadWorker

PATIENCE = 30  # seconds within which a request must have arrived
MOST_HEADER, MOST_KEPT = 64 * 1024, 4 * 1024 * 1024  # bytes; what is larger is read by a thread, with the pauses below
PAUSE = 10  # seconds without a byte, either way, after which a thread lets go of a connection
AT_ONCE = 64 * 1024
HEADER_END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
# the sender waits for a word of ours first, or does not say how much there will be
NOT_COUNTED = re.compile(rb"\r\n(?:expect|transfer-encoding|upgrade):", re.IGNORECASE)


def is_whole(arrived) -> bool:
    """Whether nothing more needs to be waited for: all of it is there, or a thread has to see to the rest."""
    end = arrived.find(HEADER_END)
    if end < 0:
        return len(arrived) > MOST_HEADER
    header = bytes(arrived[: end + 2])
    length = LENGTH.search(header)
    if length is None or NOT_COUNTED.search(header):
        return True
    needed = end + len(HEADER_END) + int(length[1])
    return len(arrived) >= needed or needed > MOST_KEPT


class PatientWorker(ThreadWorker):
    """Gunicorn's threaded worker, with connections in the loop until their request is whole."""

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

    def _wait_for(self, conn):
        conn.arrived = bytearray()
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
        if piece and not is_whole(conn.arrived):
            return
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        if not piece:
            self.nr_conns -= 1
            conn.close()
            return
        conn.data_ready = True
        conn.init()
        conn.parser.unreader.unread(bytes(conn.arrived))
        conn.arrived = None
        self.enqueue_req(conn)
