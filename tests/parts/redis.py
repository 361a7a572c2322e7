"""A throw-away Redis from the machine's binaries, on loopback and without a file, gone afterwards."""

import contextlib
import shutil
import socket
import subprocess
import time

from tests.parts.mail import free_port
from tests.parts.postgres import end_with_parent

# Debian's redis-server sets up a service; its redis-tools hold the same program under a name of its own
NAMES = ("redis-server", "redis-check-rdb")


def program():
    """The server's program, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextlib.contextmanager
def running(port=None):
    """A running server; yields its address."""
    port = port or free_port()
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--daemonize", "no"]
    server = subprocess.Popen(
        ["redis-server", *options],
        executable=program(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        preexec_fn=end_with_parent,
    )
    try:
        _wait_until_ready(server, port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_until_ready(server, port):
    for _ in range(400):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("Redis did not start")
