"""The server killed in the middle of a phone's submits, in small (`./run bench phone_kills` does it in full)."""

import pytest
from django.db import connection

from benchmarks import crash, phone_kills

KILLS = 20


@pytest.fixture
def found(tmp_path, monkeypatch, browser):
    name = "postgres" if connection.vendor == "postgresql" else "sqlite"
    monkeypatch.setenv("DOORSTEP_VAR", str(tmp_path))
    monkeypatch.setenv("DOORSTEP_LOG_LEVEL", "CRITICAL")
    with crash.places(tmp_path)[name]() as (url, _postmaster):
        return phone_kills.run(url, KILLS, browser)


def test_every_report_stands_once_with_every_word_and_its_photo(found):
    figures = ("lost", "doubled", "words_wrong", "photos_wrong", "left_on_phone", "verify")
    assert {name: found[name] for name in figures} == dict.fromkeys(figures, 0)
    assert found["expected"] == KILLS + phone_kills.CALM == len(found["sending"].reports)
    assert found["sending"].in_submit
