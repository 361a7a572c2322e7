"""The real server with two processes, which can be killed all at once and started again on the same address."""

import os
import socket
import tempfile
import time
from pathlib import Path

from tests.parts.site import wait_until_answering
from tests.parts.warm import WarmSite

PROCESSES, THREADS = 2, 6


class Site:
    """Use as a context manager. While no server runs, who calls waits in the listening socket's line."""

    def __init__(self, url, processes=PROCESSES):
        self.url, self.pid = url, None
        self.options = [f"--workers={processes}", "--worker-class=gthread", f"--threads={THREADS}", "--keep-alive=75"]
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        self.log = Path(tempfile.mkstemp(prefix="doorstep-bench-site-", suffix=".log")[1])
        self.loaded = WarmSite(
            DATABASE_URL=url,
            DJANGO_SETTINGS_MODULE=os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
            DOORSTEP_API_LIMITS="off",
            DOORSTEP_PERSON_LIMITS="off",
        )

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        self.loaded.close()
        self.listener.close()
        self.log.unlink()

    def start(self):
        """Loaded once and then forked, so that it is back soon."""
        with self.log.open("a") as output:
            self.pid = self.loaded.start(self.url, self.listener, output, [*self.options, "--no-control-socket"])

    def wait(self):
        wait_until_answering(self.port, None, self.log)

    def kill(self):
        """kill -9 of every process of it."""
        self.loaded.stop(self.pid)
        while _is_there(self.pid):
            time.sleep(0.005)


def _is_there(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
