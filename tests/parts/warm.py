"""The site made ready once per test worker: every server of a test is forked from it, so that none has to start cold.

What is loaded beforehand is code, templates and catalogues; nothing of any database.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WEB = ("--no-control-socket", "--worker-class=config.arriving.PatientWorker", "--threads=12", "--graceful-timeout=2")
MESSAGE = 4096  # bytes, more than any message below


class WarmSite:
    """The tests' side: asks for servers and ends them. `environment` is added to that of the tests."""

    def __init__(self, **environment):
        self.way, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.parts.warm", str(theirs.fileno())],
            cwd=ROOT,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **environment},
            pass_fds=[theirs.fileno()],
        )
        theirs.close()

    def start(self, url, listener, log, options=WEB) -> int:
        """A server on the database at that URL and on that listening socket; its process id, which is its group's too."""
        wish = json.dumps({"start": url, "options": options}).encode()
        socket.send_fds(self.way, [wish], [listener.fileno(), log.fileno()])
        return json.loads(self.way.recv(MESSAGE))["started"]

    def stop(self, pid):
        """kill -9 of all its processes."""
        self.way.send(json.dumps({"stop": pid}).encode())
        self.way.recv(MESSAGE)

    def close(self):
        self.way.close()
        self.process.wait(timeout=30)


def load():
    """Everything that a server loads with its first visitors."""
    import django
    from django.conf import settings
    from django.template import engines
    from django.urls import get_resolver
    from django.utils import translation

    django.setup(set_prefix=False)
    assert get_resolver().url_patterns
    for language, _ in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Yes")
    for path in sorted((ROOT / "templates").rglob("*.html")):
        engines["django"].get_template(str(path.relative_to(ROOT / "templates")))


def become_server(url, listener, log, options):
    """In the forked process: the same gunicorn that a cold start runs."""
    import dj_database_url
    from django.db import connections
    from gunicorn.app.wsgiapp import run

    os.setsid()
    for output in (1, 2):
        os.dup2(log, output)
    os.environ["DATABASE_URL"] = url
    connections.settings["default"]["NAME"] = dj_database_url.parse(url)["NAME"]
    sys.argv = ["gunicorn", "config.wsgi", f"--bind=fd://{listener}", *options]
    run()


def stop(pid):
    """At once and with its children: gunicorn takes a second to look whether it should stop."""
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def serve(way):
    """Starts and stops servers until the tests have gone."""
    living = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(way, MESSAGE, 2)
        if not message:
            break
        wish = json.loads(message)
        if "start" in wish:
            pid = os.fork()
            if not pid:
                way.close()
                become_server(wish["start"], *descriptors, wish["options"])
            for descriptor in descriptors:
                os.close(descriptor)
            living.add(pid)
            way.send(json.dumps({"started": pid}).encode())
        else:
            stop(wish["stop"])
            living.discard(wish["stop"])
            way.send(b"{}")
    for pid in living:
        with contextlib.suppress(ProcessLookupError):
            stop(pid)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the tests end it
    load()
    serve(socket.socket(fileno=int(sys.argv[1])))
