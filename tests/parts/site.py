"""A running Doorstep for a test: the real server in a process of its own, on a free port of this machine."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.parts.warm import ROOT, WEB, WarmSite


def wait_until_answering(port, server, log):
    for _ in range(600):
        if server and server.poll() is not None:
            break
        with socket.socket() as probe:
            probe.settimeout(60)  # a busy machine takes its time to start
            probe.connect(("127.0.0.1", port))
            probe.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            if b" 200 " in probe.recv(64):
                return
        time.sleep(0.05)
    raise RuntimeError(f"the site did not start:\n{log.read_text()}")


@contextlib.contextmanager
def running(url, folder, **environment):
    """The site on the database at that URL; yields its address, such as http://127.0.0.1:40123."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    log = Path(folder) / "site.log"
    web = ["-m", "gunicorn", "config.wsgi", f"--bind=fd://{listener.fileno()}", *WEB]
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, *web],
            cwd=ROOT,
            env={**os.environ, **settings, **environment},
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=output,
        )
    try:
        wait_until_answering(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)
        listener.close()


@contextlib.contextmanager
def warm(site: WarmSite, url, folder):
    """The same, forked from a site that is loaded already."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    path = Path(folder) / "site.log"
    with path.open("w") as log:
        pid = site.start(url, listener, log)
    listener.close()  # the server has its own
    try:
        wait_until_answering(port, None, path)
        yield f"http://127.0.0.1:{port}"
    finally:
        site.stop(pid)
