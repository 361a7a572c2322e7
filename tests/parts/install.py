"""Debian's packages for the real parts, installed where they are missing and where that is possible (as root)."""

import os
from pathlib import Path

from config.debian import install_packages
from tests.parts import chromium, postgres, redis

PARTS = {
    "chromium": (chromium.executable, ["chromium", "fonts-dejavu-core", "fonts-liberation"]),
    "browser driver": (chromium.can_be_driven, ["libatomic1"]),
    "postgresql": (postgres.binaries, ["postgresql"]),
    "redis": (redis.program, ["redis-tools"]),  # redis-server would start a server for the machine
}


def install_parts():
    """Debian's packages where they are missing and can be installed."""
    missing = [name for name, (find, _) in PARTS.items() if not find()]
    if "postgresql" in missing and os.geteuid() == 0:
        keep_cluster_from_starting()
    if missing:
        install_packages([package for name in missing for package in PARTS[name][1]])


def keep_cluster_from_starting():
    """Debian's package would set up and start a server for the machine; only its programs are wanted."""
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if Path("/etc/debian_version").exists() and not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text("create_main_cluster = false\n")


if __name__ == "__main__":
    install_parts()
