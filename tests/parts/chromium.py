"""The machine's Chromium: where it is, and how it is started so that it talks to this machine alone."""

import ctypes
import os
import shutil

OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    OFFLINE,
]


def executable():
    """The path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def can_be_driven():
    """Whether Playwright's driver would start; it needs one library that small installations lack."""
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return os.uname().sysname != "Linux"
    return True


def is_usable():
    return bool(executable()) and can_be_driven()


def launch_options():
    """What Playwright's `chromium.launch` is given; the sandbox cannot be had as root."""
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    return {"executable_path": executable(), "args": flags, "headless": True}
