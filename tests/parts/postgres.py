"""A throw-away PostgreSQL cluster from the machine's binaries, reached by a socket file and gone afterwards."""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

# Durability costs half of the suite's time and protects nothing here.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "timezone": "UTC",
}


def binaries():
    """The folder of the newest server on the machine, or None; Debian keeps it off the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    found = [folder for folder in folders if (folder / "initdb").exists()]
    if found:
        return found[-1]
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def unprivileged_user():
    """As whom the server runs; it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def end_with_parent():
    """Asks the kernel to stop the server even when the test run is killed without a chance to do so."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def wait_until_ready(folder, server):
    socket_file = folder / ".s.PGSQL.5432"
    for _ in range(600):
        if server.poll() is not None:
            break
        if socket_file.exists() and b"ready" in (folder / "data" / "postmaster.pid").read_bytes():
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


@contextlib.contextmanager
def cluster():
    """A running cluster; yields the DATABASE_URL of an empty database in it."""
    folder = Path(tempfile.mkdtemp(prefix="doorstep-postgres-"))
    user = unprivileged_user()
    if user:
        shutil.chown(folder, user)
    identity = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}
    make = [binaries() / "initdb", "--pgdata", folder / "data", "--username=doorstep", "--auth=trust", "--no-sync"]
    options = [f"--{name}={value}" for name, value in SETTINGS.items()]
    server = None
    try:
        subprocess.run(
            [*make, "--encoding=UTF8", "--locale=C.UTF-8"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **identity,
        )
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(
                [binaries() / "postgres", "-D", folder / "data", "-k", folder, *options],
                stdout=log,
                stderr=log,
                cwd=folder,
                start_new_session=True,
                preexec_fn=end_with_parent,
                **identity,
            )
        wait_until_ready(folder, server)
        yield f"postgres://doorstep@{quote(str(folder), safe='')}/postgres"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
