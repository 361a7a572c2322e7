"""What the phone keeps to be there without a network: a manifest, a service worker and a shell, with nobody's data."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from boundaries.phone import files, shell, worker
from tests.cast import PASSPHRASE

LANGUAGES = [code for code, _name in settings.LANGUAGES]
STATIC = re.compile(r'(?:src|href)="(/static/[^"]+)"')


@pytest.fixture
def visitor(db):
    return Client()


def app_in(response) -> dict:
    """What the worker's script is told about this version."""
    return json.loads(re.search(r"const APP = (\{.*?\n\});", response.content.decode(), re.DOTALL)[1])


def body(response) -> bytes:
    whole = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return whole


def test_the_manifest_is_neutral_and_its_icons_are_there(visitor):
    response = visitor.get("/app.webmanifest", headers={"accept-language": "hu"})
    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert (manifest["name"], manifest["short_name"], manifest["lang"]) == ("Doorstep", "Doorstep", "hu")
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {"192x192", "512x512", "any"} == {icon["sizes"] for icon in manifest["icons"]}
    assert {"any", "maskable"} == {icon["purpose"] for icon in manifest["icons"]}
    for icon in manifest["icons"]:
        answer = visitor.get(icon["src"])
        assert (answer.status_code, answer["Content-Type"]) == (200, icon["type"])
        assert body(answer)


@pytest.mark.parametrize("address", ["/sw.js", "/sw-classic.js"])
def test_the_worker_may_serve_the_whole_site_and_is_asked_for_anew(visitor, address):
    response = visitor.get(address)
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Service-Worker-Allowed"] == "/"
    assert response["Cache-Control"] == "no-cache"
    assert response["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'; script-src 'self'"
    assert visitor.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_only_the_module_imports(visitor):
    assert re.findall(r'^(import|importScripts)\b', visitor.get("/sw.js").content.decode(), re.M) == ["import"]
    assert re.findall(r'^(import|importScripts)\b', visitor.get("/sw-classic.js").content.decode(), re.M) == ["importScripts"]


def test_every_kept_address_answers_with_the_bytes_that_its_digest_names(visitor):
    app = app_in(visitor.get("/sw.js"))
    for address, integrity in app["kept"].items():
        response = visitor.get(address)
        assert response.status_code == 200, address
        assert files.integrity(body(response)) == integrity, address
    assert len(app["kept"]) >= 40
    assert set(app["pages"]["shell"]) == set(app["pages"]["away"]) == set(LANGUAGES)


def test_where_names_carry_digests_imports_are_kept_under_their_plain_names(monkeypatch):
    """As with collected files: a page asks for register.0a1b.js, which imports ./trusted.js."""
    monkeypatch.setattr(files, "static", lambda name: f"/static/{name}?digest")
    monkeypatch.setattr(files, "content_of", lambda address: address.encode())
    kept = files.kept_files.__wrapped__()
    assert {"/static/js/phone/register.js?digest", "/static/js/phone/trusted.js", "/static/css/base.css?digest"} <= set(kept)
    assert "/static/css/base.css" not in kept


def test_every_import_of_a_script_leads_to_a_file():
    names = [str(path.relative_to(settings.BASE_DIR / "static")) for path in (settings.BASE_DIR / "static/js").rglob("*.js")]
    lost = {(name, other) for name in names for other in files.imported_by(name) if not finders.find(other)}
    assert lost == set()
    assert len(names) >= 30


def test_everything_that_the_shell_asks_for_is_kept(visitor):
    kept = app_in(visitor.get("/sw.js"))["kept"]
    asked = set(STATIC.findall(visitor.get("/incidents/shell/").content.decode()))
    assert asked - set(kept) == set()
    assert len(asked) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shell_speaks_each_language(visitor, language):
    response = visitor.get(shell.address(language), headers={"accept-language": "en" if language != "en" else "hu"})
    page = response.content.decode()
    assert f'<html lang="{language}">' in page
    assert response["Content-Language"] == language
    assert page.count("<h1>") >= 1
    assert (language == "en") == ("Report an event" in page)


def test_the_shell_is_the_same_for_everybody(visitor, cast):
    nobody = visitor.get("/incidents/shell/?language=hu")
    assert nobody["Cache-Control"] == "no-cache"
    for person in cast.values():
        client = Client()
        client.force_login(person)
        client.get("/")
        mine = client.get("/incidents/shell/?language=hu").content.decode()
        assert mine == nobody.content.decode()
        words = [person.given_name, person.email, str(person.pk), person.organisation.name, "csrfmiddlewaretoken", PASSPHRASE]
        assert [word for word in words if word and word in mine] == []


def test_without_a_language_in_the_address_it_is_the_persons(cast):
    client = Client()
    client.force_login(cast["lena"])
    assert client.get("/incidents/shell/")["Content-Language"] == cast["lena"].language
    assert client.get("/incidents/shell/?language=xx")["Content-Language"] == cast["lena"].language


def test_another_byte_is_another_version(monkeypatch):
    before = worker.version()
    served = files.served
    monkeypatch.setattr(files, "served", lambda name: served(name) + (b" " if name.endswith("worker.js") else b""))
    worker.version.cache_clear()
    assert worker.version() != before
    worker.version.cache_clear()


def test_pages_name_their_version_and_answers_of_the_api_do_not(visitor):
    assert visitor.get("/accounts/login/")["Doorstep-Version"] == worker.version()
    assert "Doorstep-Version" not in visitor.get("/api/v1/nowhere/")


def test_the_worker_is_written_for_browsers_without_modules():
    source = Path(finders.find(worker.LOGIC)).read_text()
    assert re.findall(r"^\s*(?:import|export)\b|\bimport\(", source, re.M) == []
