"""Parts of pages that are the same for everybody: written once per language, with nothing of a person in them."""

import re

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from accounts.templatetags.kept import _written, kept

PATHS = sorted(path for path in (settings.BASE_DIR / "templates").rglob("*.html"))
KEPT = sorted({name for path in PATHS for name in re.findall(r'{% kept "([^"]+)" %}', path.read_text(encoding="utf-8"))})
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(autouse=True)
def anew():
    _written.cache_clear()
    yield
    _written.cache_clear()


def test_there_are_some():
    assert len(KEPT) >= 5


@pytest.mark.django_db
@pytest.mark.parametrize("name", KEPT)
def test_it_asks_for_nothing_but_the_language(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        for language in LANGUAGES:
            with translation.override(language):
                assert kept(name).strip()


def test_it_follows_the_language():
    texts = []
    for language in LANGUAGES:
        with translation.override(language):
            texts.append(kept("accounts/_lock_screen.html"))
    assert len(set(texts)) == len(LANGUAGES)


def test_it_is_written_once_and_nothing_around_it_gets_in():
    page = Template('{% load kept %}{% kept "_components/language_options.html" %}')
    with translation.override("bg"):
        first = page.render(Context({"code": "planted", "languages": [("xx", "planted")]}))
        assert page.render(Context()) == first
    assert "planted" not in first
    assert first.count("selected") == 1
    assert _written.cache_info().misses == 1


def test_the_exit_leads_where_it_is_set_to(settings):
    before = kept("accounts/_lock_screen.html")
    settings.EXIT_ADDRESS = "https://weather.example/"
    assert "https://weather.example/" in kept("accounts/_lock_screen.html")
    assert "weather" not in before
