"""The real server with two processes, which can be killed all at once and started again on the same address."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.parts.site import ROOT, wait_until_answering

PROCESSES, THREADS = 2, 6


class Site:
    """Use as a context manager. While no server runs, who calls waits in the listening socket's line."""

    def __init__(self, url, processes=PROCESSES):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]
        self.processes = processes
        self.environment = {**os.environ, "DATABASE_URL": url, "DOORSTEP_API_LIMITS": "off", "DOORSTEP_PERSON_LIMITS": "off"}
        self.log = Path(tempfile.mkstemp(prefix="doorstep-bench-site-", suffix=".log")[1])

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        self.listener.close()
        self.log.unlink()

    def start(self):
        """Loaded once and then forked, so that it is back soon."""
        handed = f"--bind=fd://{self.listener.fileno()}"
        options = [f"--workers={self.processes}", "--worker-class=gthread", f"--threads={THREADS}", "--keep-alive=75"]
        with self.log.open("a") as output:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "config.wsgi", handed, *options, "--preload", "--no-control-socket"],
                cwd=ROOT, env=self.environment, pass_fds=[self.listener.fileno()], stdout=output, stderr=output,
                start_new_session=True,
            )  # fmt: skip

    def wait(self):
        wait_until_answering(self.port, self.server, self.log)

    def kill(self):
        """kill -9 of every process of it."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        while _is_there(self.server.pid):
            time.sleep(0.005)


def _is_there(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
