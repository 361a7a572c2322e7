"""A running site whose process can be taken things away from, and a visitor who reads its answers without browser."""

import contextlib
import http.cookiejar
import json
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

from tests.parts.site import ROOT, wait_until_answering

# the tests' settings, but nobody waits for twenty seconds until a locked database is given up
SETTINGS = """
from tests.settings import *
if DATABASES["default"]["ENGINE"] == "config.sqlite":
    DATABASES["default"]["OPTIONS"]["timeout"] = 0.5
"""
WORKER = ["--worker-class=config.arriving.PatientWorker", "--threads=4"]
PASSPHRASE = "four plain words here"


class House:
    """The site's address, and its server process."""

    def __init__(self, address, server):
        self.address, self.server = address, server

    def _processes(self):
        task = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [self.server.pid, *map(int, task.read_text().split())]

    @contextlib.contextmanager
    def nothing_may_be_written(self):
        """As on a full disk: every write of the server's fails, and later they succeed again."""
        for process in self._processes():
            resource.prlimit(process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        yield
        for process in self._processes():
            resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@contextlib.contextmanager
def running(url, folder, **environment):
    """As one for whom file permissions hold, also when the tests run as root."""
    (folder / "impatient.py").write_text(SETTINGS)
    listener = socket.create_server(("127.0.0.1", 0))
    port, log = listener.getsockname()[1], folder / "site.log"
    web = ["-m", "gunicorn", "config.wsgi", f"--bind=fd://{listener.fileno()}", "--no-control-socket"]
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "impatient", "PYTHONPATH": str(folder)}
    with log.open("w") as output:
        server = subprocess.Popen(
            [*_bound_by_permissions(url), sys.executable, *web, *WORKER, "--graceful-timeout=2"],
            cwd=ROOT,
            env={**os.environ, **settings, "DOORSTEP_PLAIN_COOKIES": "1", **environment},
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=output,
        )
    try:
        wait_until_answering(port, server, log)
        yield House(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        server.wait(timeout=30)
        listener.close()


def _bound_by_permissions(url):
    """A SQLite file is the site's own; a server's socket may lie where only root comes."""
    if not url.startswith("sqlite") or os.geteuid() != 0 or not shutil.which("setpriv"):
        return []
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"]


class Answer:
    def __init__(self, response, text):
        self.status, self.headers, self.text = response.status, response.headers, text

    @property
    def json(self):
        return json.loads(self.text)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Visitor:
    """Asks and sends like a browser, without following anywhere."""

    def __init__(self, address):
        self.address, self.jar = address, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay)

    def get(self, path, **headers):
        return self._open(urllib.request.Request(self.address + path, headers=headers))

    def post(self, path, **fields):
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token(), **fields}).encode()
        return self._open(urllib.request.Request(self.address + path, data=data))

    def send_json(self, path, content, key):
        headers = {"Content-Type": "application/json", "Idempotency-Key": key, "X-CSRFToken": self.token()}
        return self._open(urllib.request.Request(self.address + path, json.dumps(content).encode(), headers))

    def token(self):
        return next((cookie.value for cookie in self.jar if cookie.name.endswith("csrf")), "")

    def sign_in(self, person):
        self.get("/accounts/login/")
        return self.post("/accounts/login/", login=person.username, password=PASSPHRASE)

    def _open(self, request):
        try:
            with self.opener.open(request, timeout=60) as response:
                return Answer(response, response.read().decode())
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(refusal, refusal.read().decode())


class Question:
    """One question to be sent, the same one however often."""

    def __init__(self):
        self.key = str(uuid.uuid4())
        self.fields = {"draft": self.key, "question": "May I take the flowers?", "go": "send"}

    def send(self, visitor):
        return visitor.post("/questions/new/", **self.fields)


def hidden_fields(page):
    """What the page for a bad moment would send again."""
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page))
