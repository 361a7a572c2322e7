"""Requests that no browser sends: other encodings, files, bodies without end. Each is refused by a page of ours."""

import http.client
import io
import os
import stat
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from config.handler import Utf8Handler

HOST = {"HTTP_HOST": "127.0.0.1", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "wsgi.url_scheme": "http"}
KEYS = ("secret_key", "data_keys", "push_private_key")
ENCODINGS = ("zlib", "rot13", "undefined", "idna", "utf-16", "nope", '"utf-8"')


def answered(method, address, *, kind, body=b""):
    path, _, query = address.partition("?")
    environ = HOST | {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "CONTENT_TYPE": kind}
    environ |= {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr}
    told = {}
    content = b"".join(Utf8Handler()(environ, lambda status, headers, *_: told.update(status=status, **dict(headers))))
    return int(told["status"].split()[0]), told, content


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_that_is_none_changes_nothing(encoding):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        status, headers, _ = answered("GET", "/accounts/login/?next=%C3%A9", kind=f"{kind}; charset={encoding}")
        assert status == 200
        assert "Content-Security-Policy" in headers
        status, headers, _ = answered("POST", "/language/", kind=f"{kind}; charset={encoding}", body=b"--x\r\n\xff")
        assert status in (400, 403)
        assert "Content-Security-Policy" in headers


@pytest.mark.django_db
def test_nobody_fills_the_disk_with_files(client, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    file = io.BytesIO(b"x" * 3_000_000)
    file.name = "film.mp4"
    refused = client.post("/language/", {"language": "hu", "file": file})
    assert refused.status_code == 413
    assert "too large" in refused.content.decode()


def test_ten_megabytes_get_a_page_and_not_a_broken_connection(site_address):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    cookie = {"Cookie": f"{settings.CSRF_COOKIE_NAME}={'a' * 32}"}
    for headers, status, words in ((form, 403, "Nothing was changed"), (form | cookie, 413, "too large")):
        place = http.client.HTTPConnection(urlsplit(site_address).netloc, timeout=30)
        place.request("POST", "/language/", b"next=" + b"x" * 10_000_000, headers)
        refused = place.getresponse()
        assert refused.status == status
        assert words in refused.read().decode()
        place.close()


def test_keys_made_at_the_same_time_are_one_key_for_its_owner_only(tmp_path):
    code = "import django; from django.conf import settings; print(settings.SECRET_KEY, settings.DATA_KEYS)"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DOORSTEP_")}
    environment |= {"DOORSTEP_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    children = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=settings.BASE_DIR, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    said = {child.communicate(timeout=60)[0] for child in children}
    assert len(said) == 1
    assert len(said.pop()) > 80
    for name in KEYS:
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} <= {*KEYS, "static"}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["with\x00zero" * 3, "'; --" * 4, "x" * 5000])
def test_a_session_key_that_cannot_be_ours_is_no_session(client, key):
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.get("/accounts/login/").status_code == 200
    assert client.get("/").status_code == 302
