"""The page behind the quick exit: one for everybody, without the product's name, and onward where a setting says so."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.views import away
from config.leaving import exit_address


@pytest.mark.parametrize("language", away.LANGUAGES)
def test_it_is_the_same_for_everybody_and_does_not_name_the_product(client, language, db):
    response = client.get(away.address(language))
    assert response.content == away.page(language)
    assert f'lang="{language}"' in response.text
    assert not re.search(r"doorstep(?!\.css)", response.text, re.IGNORECASE)
    assert not response.cookies
    assert response["Content-Language"] == language


def test_it_leads_onward_where_the_exit_is_another_site(settings):
    assert b"data-onward" not in away.page.__wrapped__("en")
    settings.EXIT_ADDRESS = "https://weather.example/?q=1&r=2"
    assert 'data-onward="https://weather.example/?q=1&amp;r=2"' in away.page.__wrapped__("en").decode()


def test_the_exit_is_a_link_to_the_address_that_is_set(settings):
    assert f'href="{reverse("away")}"' in render_to_string("accounts/_exit.html")
    settings.EXIT_ADDRESS = "https://weather.example/"
    assert 'href="https://weather.example/"' in render_to_string("accounts/_exit.html")


@pytest.mark.parametrize("text", ["", "http://weather.example/", "//weather.example/", "javascript:alert(1)", "weather"])
def test_an_address_that_a_browser_would_warn_of_is_refused(text):
    with pytest.raises(ImproperlyConfigured):
        exit_address(text)


@pytest.mark.parametrize("text", ["/away/", "https://weather.example/"])
def test_a_page_of_ours_or_a_protected_one_is_taken(text):
    assert exit_address(text) == text
