"""The server's side of checking: one file to one child within limits, and what it answered."""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from boundaries.attachments.kinds import Refused
from boundaries.attachments.reasons import NotYet

WALL_LIMIT = 20  # seconds
MOST_ANSWER = 32 * 1024 * 1024
AT_ONCE = 2  # children of one process, each with its own memory
PATIENCE = 30  # seconds to wait for a turn
# requests that check or wait for it at a time; each holds a thread of the web server, which others need
MOST_TOGETHER, MOST_OF_ONE = 6, 3
ROOT = Path(__file__).resolve().parents[2]

_turns = threading.BoundedSemaphore(AT_ONCE)
_inside: Counter = Counter()
_counting = threading.Lock()


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: `photo` or `pdf`, its media type, its new bytes."""

    kind: str
    media_type: str
    content: bytes


def checked(content: bytes, who=None) -> Checked:
    """The file of this person made new by the child. Raises Refused, or NotYet when too many are on their way."""
    with _counted_in(who):
        if not _turns.acquire(timeout=PATIENCE):
            raise NotYet("checker_busy")
        try:
            header, new = _read(_ask(content))
        finally:
            _turns.release()
    if "code" in header:
        raise Refused(header["code"], header["found"])
    return Checked(header["kind"], header["media_type"], new)


@contextlib.contextmanager
def _counted_in(who):
    with _counting:
        if _inside.total() >= MOST_TOGETHER or _inside[who] >= MOST_OF_ONE:
            raise NotYet("checker_busy")
        _inside[who] += 1
    try:
        yield
    finally:
        with _counting:
            _inside[who] -= 1
            if not _inside[who]:
                del _inside[who]


def _ask(content) -> bytes:
    """All that the child says until it ends, is too slow, or says too much."""
    command = [sys.executable, "-m", "boundaries.attachments.child"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=ROOT, env=child_environment(), **pipes) as child:
        end = threading.Timer(WALL_LIMIT, child.kill)
        feeder = threading.Thread(target=_feed, args=(child.stdin, content), daemon=True)
        end.start()
        feeder.start()
        try:
            return child.stdout.read(MOST_ANSWER + 1)
        finally:
            child.kill()
            end.cancel()
            feeder.join()


def _feed(stream, content):
    try:
        with stream:
            stream.write(content)
    except OSError:
        pass  # the child ended before it had read everything


def _read(said) -> tuple[dict, bytes]:
    """The header and the file. A child that was ended says nothing, or too little: that file cannot be read."""
    line, _, new = said.partition(b"\n")
    try:
        header = json.loads(line)
    except ValueError:
        header = {}
    if len(said) > MOST_ANSWER or not ("code" in header or (header and new)):
        raise Refused("unreadable")
    return header, new


def child_environment() -> dict:
    """None of our secrets, which a hurt library could otherwise print."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
