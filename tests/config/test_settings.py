"""Every setting is documented, and production starts only when everything is safe."""

import base64
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = ROOT / "config" / "settings.py"
PRODUCTION = {
    "DOORSTEP_PROFILE": "production",
    "DOORSTEP_SECRET_KEY": "for these tests alone: fifty characters and a few more, of which some differ",
    "DOORSTEP_DATA_KEYS": f"1:{base64.b64encode(bytes(range(32))).decode()}",
    "DOORSTEP_HOSTS": "doorstep.example",
    "DOORSTEP_URL": "https://doorstep.example",
    "DATABASE_URL": "postgres://doorstep@localhost/doorstep",
}


def settings_with(folder, **variables):
    environment = {"PATH": os.environ["PATH"], "DOORSTEP_VAR": str(folder), **variables}
    with mock.patch.dict(os.environ, {k: v for k, v in environment.items() if v is not None}, clear=True):
        return runpy.run_path(str(SETTINGS))


def read_variables():
    """Every variable that the settings or the start read."""
    code = SETTINGS.read_text() + (ROOT / "config" / "start.py").read_text()
    named = set(re.findall(r"""(?:env|environ\.get|environ\.setdefault)\(["']([A-Z_]+)["']""", code))
    kept = {f"DOORSTEP_{name.upper()}" for name in re.findall(r'kept_secret\("(\w+)"', code)}
    return named | kept


def documented_variables():
    return re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)


def test_every_variable_is_documented_once_and_none_that_does_not_exist():
    assert len(read_variables()) >= 15
    assert sorted(documented_variables()) == sorted(read_variables())


def test_production_starts_when_everything_is_set(tmp_path):
    settings = settings_with(tmp_path, **PRODUCTION)
    assert settings["PRODUCTION"]
    assert not settings["DEBUG"]
    assert settings["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert settings["SECURE_SSL_REDIRECT"]
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


@pytest.mark.parametrize("variable", [name for name in PRODUCTION if name != "DOORSTEP_PROFILE"])
def test_production_names_what_is_missing(tmp_path, variable):
    with pytest.raises(ImproperlyConfigured, match=variable):
        settings_with(tmp_path, **(PRODUCTION | {variable: None}))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DOORSTEP_SECRET_KEY", "short"),
        ("DOORSTEP_DATA_KEYS", "1:c2hvcnQ="),
        ("DOORSTEP_DATA_KEYS", "nonsense"),
        ("DOORSTEP_HOSTS", "doorstep.example,*"),
        ("DOORSTEP_URL", "http://doorstep.example"),
        ("DATABASE_URL", "sqlite:////tmp/doorstep.sqlite3"),
        ("DOORSTEP_PLAIN_COOKIES", "1"),
        ("DOORSTEP_PROFILE", "prod"),
    ],
)
def test_production_refuses_what_is_unsafe_and_names_it(tmp_path, variable, value):
    with pytest.raises(ImproperlyConfigured, match=variable):
        settings_with(tmp_path, **(PRODUCTION | {variable: value}))


def test_all_faults_are_named_at_once(tmp_path):
    with pytest.raises(ImproperlyConfigured, match=r"DOORSTEP_SECRET_KEY.*DOORSTEP_URL"):
        settings_with(tmp_path, **(PRODUCTION | {"DOORSTEP_SECRET_KEY": "short", "DOORSTEP_URL": "http://x.example"}))


def test_the_demo_needs_nothing_and_keeps_its_own_keys(tmp_path):
    first, second = settings_with(tmp_path / "var"), settings_with(tmp_path / "var")
    assert first["SECRET_KEY"] == second["SECRET_KEY"]
    assert len(first["SECRET_KEY"]) >= 50
    assert first["DATA_KEYS"] == second["DATA_KEYS"]
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "var").glob("*_key*"))


def test_plain_cookies_are_for_browsers_that_keep_no_others(tmp_path):
    settings = settings_with(tmp_path, DOORSTEP_PLAIN_COOKIES="1")
    assert settings["SESSION_COOKIE_NAME"] == "doorstep"
    assert not settings["CSRF_COOKIE_SECURE"]
    assert settings["SESSION_COOKIE_HTTPONLY"]


def test_the_deployment_check_finds_nothing(tmp_path):
    check = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    environment = os.environ | PRODUCTION | {"DOORSTEP_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(check, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout
