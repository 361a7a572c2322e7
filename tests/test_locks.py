"""What is installed is pinned, hashed and bound to no package index."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements", "requirements-dev"]


def pinned(lock):
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / f"{lock}.txt").read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_wanted_package_is_locked_at_its_version(lock):
    wanted = re.findall(r"^([\w.-]+)(?:\[\w+\])?==(\S+)", (ROOT / f"{lock}.in").read_text(), re.MULTILINE)
    assert wanted
    assert {name.lower(): version for name, version in wanted}.items() <= pinned(lock).items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(lock):
    entries = re.split(r"\n(?=[a-z])", (ROOT / f"{lock}.txt").read_text().strip())
    assert len(entries) == len(pinned(lock))
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_index(lock):
    assert not re.search(r"https?:|--(extra-)?index|--find-links", (ROOT / f"{lock}.txt").read_text())


def test_what_both_locks_hold_has_one_version():
    both = pinned("requirements").keys() & pinned("requirements-dev").keys()
    assert both
    assert all(pinned("requirements")[name] == pinned("requirements-dev")[name] for name in both)
