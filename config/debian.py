"""Debian packages, with and without root: for the whole machine, or unpacked into .native/ beside the code.

Standard library only: `run` uses it before the environment exists.
"""

import os
import shutil
import subprocess

from config.native import FOLDER as NATIVE


def is_root():
    return os.geteuid() == 0


def say(sentence):
    print(sentence, flush=True)


def apt(*arguments, **options):
    """apt-get, quiet and without questions; as a plain user with lists and archives of our own."""
    own = ["-o", f"Dir::State::Lists={NATIVE}/lists", "-o", f"Dir::Cache={NATIVE}/cache"]
    for folder in ("lists/partial", "cache/archives/partial"):
        (NATIVE / folder).mkdir(parents=True, exist_ok=True)
    command = ["apt-get", "--quiet=2", *([] if is_root() else own), *arguments]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, cwd=NATIVE, stdin=subprocess.DEVNULL, text=True, **options)


def install_packages(names):
    """Debian packages for the whole machine; whether that worked. Only root can."""
    if not (is_root() and shutil.which("apt-get")):
        return False
    say(f"Installing {', '.join(names)} ...")
    install = ["install", "--yes", "--no-install-recommends", *names]
    quiet = {"stdout": subprocess.DEVNULL}
    if apt(*install, **quiet, stderr=subprocess.DEVNULL).returncode == 0:
        return True
    return apt("update", **quiet).returncode == 0 and apt(*install, **quiet).returncode == 0


def unpack_packages(names, *, with_needs):
    """Debian packages unpacked into .native/, which changes nothing on the machine; whether that worked."""
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        return False
    say(f"Fetching {', '.join(names)} into .native/ ...")
    if apt("update", stdout=subprocess.DEVNULL).returncode != 0:
        return False
    if with_needs:
        plan = apt("install", "--simulate", "--no-install-recommends", *names, capture_output=True)
        names = [line.split()[1] for line in plan.stdout.splitlines() if line.startswith("Inst ")]
    if not names or apt("download", *names, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
        return False
    for archive in NATIVE.glob("*.deb"):
        subprocess.run(["dpkg", "-x", str(archive), str(NATIVE)], check=True)
        archive.unlink()
    return True


def forget_lists():
    """What apt-get kept of its own in .native/; ten times the size of what was unpacked."""
    for folder in ("lists", "cache"):
        shutil.rmtree(NATIVE / folder, ignore_errors=True)
