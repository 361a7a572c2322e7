"""What `./run` starts: a prepared database, then the web server and the worker (with the clock) until stopped."""

import contextlib
import hashlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a prepared database depends on: its tables, the built-in content, the demo organisation.
SOURCES = ("*/migrations/*.py", "*/triggers.py", "*/content/**/*", "policies/loading.py", "supervision/demo/**/*")


def say(sentence):
    print(sentence, flush=True)


def manage(*command, **options):
    return subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True, text=True, **options)


# ---- Preparing


def source_stamp():
    """A positive 31-bit number for all files that a database is prepared from."""
    digest = hashlib.sha256()
    paths = {path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file() and path.suffix != ".pyc"}
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return int.from_bytes(digest.digest()[:4]) >> 1


def sqlite_file():
    """The SQLite file that the settings use, or None for another database."""
    url = os.environ.get("DATABASE_URL", "")
    if url.startswith("sqlite:///"):
        return Path(url.removeprefix("sqlite:///"))
    return None if url else Path(os.environ["DOORSTEP_VAR"]) / "doorstep.sqlite3"


def read_stamp(path):
    """The stamp lies in the SQLite file itself: a copied, restored or removed database carries its own truth."""
    if not path.exists():
        return 0
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def write_stamp(path, stamp):
    with sqlite3.connect(path, timeout=20) as connection:
        connection.execute(f"PRAGMA user_version = {stamp:d}")


def compile_catalogues():
    for source in ROOT.glob("locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            manage("compile_catalogues", stdout=subprocess.DEVNULL)
            return


def prepare_database(accounts):
    """Tables, built-in content and the demo organisation; skipped where the database's stamp says they are there."""
    path, stamp = sqlite_file(), source_stamp()
    is_demo = os.environ["DOORSTEP_PROFILE"] == "demo"
    if path and read_stamp(path) == stamp and (accounts.exists() or not is_demo):
        return
    say("Preparing the database ...")
    manage("migrate", "--verbosity=0")
    manage("load_content", stdout=subprocess.DEVNULL)
    manage("rebuild_search", "--missing", stdout=subprocess.DEVNULL)
    if is_demo:
        accounts.write_text(manage("seed_demo", stdout=subprocess.PIPE).stdout)
    if path:
        write_stamp(path, stamp)


# ---- Running


def is_taken(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def start(*command):
    """In a session of its own: Ctrl-C reaches this process alone, which then stops the others in order."""
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, start_new_session=True)


def start_web(port):
    """One process, because SQLite lets one write at a time anyway, with a dozen threads for whole requests."""
    worker = "--worker-class=config.arriving.PatientWorker"
    web = ["-m", "gunicorn", "config.wsgi", f"--bind=127.0.0.1:{port}", worker, "--threads=12"]
    return start(*web, "--workers=1", "--log-level=warning", "--graceful-timeout=5", "--no-control-socket")


def is_answering(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=30) as probe:
        probe.sendall(b"GET /healthz HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        return probe.recv(5) == b"HTTP/"
    return False


def ended_child(children):
    return next((name for name, child in children.items() if child.poll() is not None), None)


def stop(children):
    for child in children.values():
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children.values():
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()


def serve(children, port, welcome):
    """Until a child ends or somebody stops us; the exit code. The worker starts when the first page can be had."""
    children["web server"] = start_web(port)
    while not ended_child(children) and not is_answering(port):
        time.sleep(0.05)
    if not ended_child(children):
        children["worker"] = start("manage.py", "worker", "--with-clock")
        say(welcome)
    while not (name := ended_child(children)):
        time.sleep(0.5)
    say(f"The {name} stopped by itself (exit code {children[name].returncode}); stopping the rest.")
    return 1


def stop_requested(*_):
    """Once is enough; a second Ctrl-C must not break off the stopping."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    raise KeyboardInterrupt


def main():
    os.environ.setdefault("DOORSTEP_PROFILE", "demo")
    folder = Path(os.environ.setdefault("DOORSTEP_VAR", str(ROOT / "var")))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    accounts = folder / "demo-accounts.txt"
    port = int(os.environ.get("PORT", "8000"))
    if is_taken(port):
        return f"./run: port {port} is in use. Choose another one: PORT={port + 1} ./run"
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop_requested)
    children = {}
    try:
        compile_catalogues()
        prepare_database(accounts)
        people = accounts.read_text() if accounts.exists() else ""
        return serve(children, port, f"\n{people}\nDoorstep is at http://127.0.0.1:{port}/ (Ctrl-C stops it)")
    except KeyboardInterrupt:
        say("\nStopping ...")
        return 0
    except subprocess.CalledProcessError as error:
        return f"./run: manage.py {error.cmd[2]} failed; its words above say why."
    finally:
        stop(children)


if __name__ == "__main__":
    sys.exit(main())
