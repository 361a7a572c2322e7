"""docs/verifying.md: each of its commands does what it says, in the order in which they stand there."""

import re
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command

from audit import checkpoints
from tests import stories

PAGE = (Path(__file__).resolve().parent.parent.parent / "docs" / "verifying.md").read_text(encoding="utf-8")


def commands(first):
    return [
        line
        for block in re.findall(r"```\n(.*?)```", PAGE, re.DOTALL)
        for line in block.splitlines()
        if line.startswith(first)
    ]


@pytest.fixture
def incident(cara, sam, client_k):
    return stories.answered(cara, by=sam, client=client_k)


@pytest.fixture
def folder(tmp_path, monkeypatch, incident):
    checkpoints.make(incident.organisation_id)
    (tmp_path / "KEPT.txt").write_text(checkpoints.as_text(checkpoints.last(incident.organisation_id)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_on_the_page_works(folder, incident):
    ours = commands("manage.py")
    for line in ours:
        filled = line.replace("CODE", incident.organisation.code).replace("DS-7K2M-9QXT", incident.reference)
        call_command(*shlex.split(filled)[1:])
    assert len(ours) == 6
    with zipfile.ZipFile("bundle.zip") as archive:
        for name in ("verify_bundle.py", "verify_bundle.html", "README.txt"):
            archive.extract(name)
        documented = set(re.findall(r"`([a-z_]+\.(?:jsonl?|py|html))`|`(README\.txt)`", PAGE))
        assert set(archive.namelist()) == {one or two for one, two in documented} - {"proofs.jsonl"}
    theirs = commands("python3")
    for line in theirs:
        for name in ("bundle.zip", "selection.zip"):
            words = shlex.split(line.replace("bundle.zip", name))[1:]
            done = subprocess.run(
                [sys.executable, "-I", "-S", *words], cwd=folder, env={}, capture_output=True, text=True
            )
            assert (done.returncode, done.stdout.splitlines()[0]) == (0, "GENUINE"), done.stdout + done.stderr
    assert len(theirs) == 2


def test_the_page_says_every_exit_code():
    assert re.findall(r"^\| ([A-Z ]+) \| (\d) \|", PAGE, re.MULTILINE) == [
        ("GENUINE", "0"),
        ("ALTERED", "1"),
        ("NOTHING CAN BE SAID", "2"),
    ]
