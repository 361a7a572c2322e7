"""The example of docs/ does what it says, also where every first answer is lost on the way."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from accounts import tokens
from accounts.models import Organisation, SentRequest, Team
from accounts.roles import Role
from boundaries.models import Attachment, Incident
from tests.cast import make_person
from tests.docs.cutting import CuttingProxy

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "docs" / "client_example.py"


@pytest.fixture
def token(own_database):
    """Of a caregiver whom somebody answers, committed, so that the server knows it too."""
    north = Organisation.objects.create(name="Northern Home Care", code="north", country="HU")
    team = Team.objects.create(organisation=north, name="North")
    team.supervisor = make_person(north, team, "Sam Fekete", Role.SUPERVISOR)
    team.save()
    cara = make_person(north, team, "Cara Halász", Role.CAREGIVER)
    return tokens.create(cara, by=cara, name="The example", scopes=["report"], days=1)[1]


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "door.jpg"
    content = io.BytesIO()
    Image.effect_noise((1400, 1100), 90).convert("RGB").save(content, "JPEG", quality=95)
    path.write_bytes(content.getvalue())
    assert path.stat().st_size > 1024 * 1024  # more than one part
    return path


def run_example(address, token, photo):
    plain = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    command = [sys.executable, "-I", str(EXAMPLE), address, token, str(photo)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=plain, check=False)


def test_every_lost_answer_is_asked_for_again_and_everything_is_there_once(site_address, token, photo):
    proxy = CuttingProxy(int(site_address.rsplit(":", 1)[1]))
    said = run_example(proxy.address, token, photo)
    proxy.close()
    assert said.returncode == 0, said.stdout + said.stderr
    assert len(proxy.cut) == 3
    incident, attachment = Incident.objects.get(), Attachment.objects.get()
    assert said.stdout.startswith(f"{incident.reference} submitted answer by")
    assert (attachment.incident, attachment.kind) == (incident, "photo")
    assert SentRequest.objects.count() == 2


def test_a_refusal_is_an_answer_and_is_not_repeated(site_address, token, photo):
    said = run_example(site_address, token[:-1] + ("a" if token[-1] != "a" else "b"), photo)
    assert said.returncode == 1
    assert said.stderr.startswith("authentication_failed: ")
    assert not Incident.objects.exists()


def test_it_is_short_and_needs_nothing_but_python():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    imported = {line.split()[1].partition(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
    assert len(lines) <= 80
