"""A PostgreSQL cluster of a test's own that keeps its promises, and is stopped and started while the site runs."""

import contextlib
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

from tests.parts.postgres import binaries, end_with_parent, unprivileged_user, wait_until_ready

FEW = 12  # connections that it takes
KINDLY, AT_ONCE = signal.SIGINT, signal.SIGQUIT  # as pg_ctl stop -m fast, and -m immediate


class Cluster:
    """Its databases are copies of one that was brought in; start() and stop() may be called in turn."""

    def __init__(self, folder, user):
        self.folder, self.server = folder, None
        self.identity = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
        self.copies = 0
        self.url = None

    def _run(self, program, *arguments, **options):
        return subprocess.run(
            [binaries() / program, *arguments], check=True, cwd=self.folder, capture_output=True, **self.identity, **options
        )

    def make(self):
        options = ["--username=doorstep", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._run("initdb", "--pgdata", self.folder / "data", *options)

    def fill_from(self, url):
        self._run("createdb", "-h", self.folder, "-U", "doorstep", "filled")
        dump = self._run("pg_dump", "--no-owner", url)
        self._run("psql", "-q", "-h", self.folder, "-U", "doorstep", "filled", input=dump.stdout)

    def use_fresh_copy(self):
        self.copies += 1
        name = f"copy_{self.copies}"
        self._run("createdb", "-h", self.folder, "-U", "doorstep", "--template=filled", name)
        self.url = f"postgres://doorstep@{quote(str(self.folder), safe='')}/{name}"

    def start(self):
        settings = ["--listen_addresses=", f"--max_connections={FEW}", "--timezone=UTC"]
        with (self.folder / "log").open("a") as log:
            self.server = subprocess.Popen(
                [binaries() / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings],
                stdout=log, stderr=log, cwd=self.folder, start_new_session=True, preexec_fn=end_with_parent, **self.identity,
            )  # fmt: skip
        wait_until_ready(self.folder, self.server)

    def stop(self, how=KINDLY):
        self.server.send_signal(how)
        self.server.wait(timeout=30)


@contextlib.contextmanager
def running():
    """Made and started, with nothing in it yet."""
    folder, user = Path(tempfile.mkdtemp(prefix="doorstep-chaos-")), unprivileged_user()
    folder.chmod(0o711)  # the site reaches the socket without being above permissions
    if user:
        shutil.chown(folder, user)
    cluster = Cluster(folder, user)
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        if cluster.server and cluster.server.poll() is None:
            cluster.stop(AT_ONCE)
        shutil.rmtree(folder, ignore_errors=True)
