"""A PostgreSQL of our own that keeps what it acknowledged, can be killed like a machine that loses power, and recovers."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.parts import postgres as part

SETTINGS = {"listen_addresses": "", "max_connections": "60", "timezone": "UTC"}  # durable, as it comes


class Postmaster:
    """Use as a context manager; `url` leads to an empty database."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="doorstep-bench-postgres-"))
        user = part.unprivileged_user()
        if user:
            shutil.chown(self.folder, user)
        self.identity = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
        self.base = f"postgres://doorstep@{quote(str(self.folder), safe='')}"
        self.url = f"{self.base}/postgres"
        self.process, self.recovered_in = None, []

    def __enter__(self):
        make = ["initdb", "--pgdata", self.folder / "data", "--username=doorstep", "--auth=trust", "--no-sync"]
        make = [part.binaries() / make[0], *make[1:], "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self.identity)
        self.start()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        """In a session of its own, so that it and all its children can be killed together."""
        options = [f"--{name}={value}" for name, value in SETTINGS.items()]
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                [part.binaries() / "postgres", "-D", self.folder / "data", "-k", self.folder, *options],
                stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
                preexec_fn=part.end_with_parent, **self.identity,
            )  # fmt: skip
        self._wait()

    def kill(self):
        """kill -9 of the postmaster and every child; none of them may be left when it starts again."""
        children = _children(self.process.pid)
        self.process.kill()
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        while any(Path(f"/proc/{pid}").exists() for pid in children):
            time.sleep(0.01)

    def restart(self):
        """Recovers from its log by itself."""
        began = time.monotonic()
        self.start()
        self.recovered_in.append(time.monotonic() - began)

    def database(self, name) -> str:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{self.base}/{name}"

    def _wait(self):
        for _ in range(600):
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")


def _children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
