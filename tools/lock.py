"""Writes the hash-pinned requirements*.txt from requirements*.in with uv; for maintainers.

Run as `python tools/lock.py [--upgrade]` with uv on the path. The hashes cover every platform's wheel, and the files
name no package index, so that anyone's own index serves as well.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-build", "--no-config", "--quiet"]
QUIET = ["--no-header", "--no-annotate", "--no-emit-index-url"]


def lock(name):
    command = ["uv", "pip", "compile", *OPTIONS, *QUIET, *sys.argv[1:], f"{name}.in", "--output-file", f"{name}.txt"]
    # A maintainer's folder of local wheels must not put its own builds' hashes into the lock.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_"))}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    for name in ("requirements", "requirements-dev"):
        lock(name)
