"""The shell: a page without anybody's name, token or data. The phone keeps it and fills it from what it holds."""

import functools

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from accounts.access import open_to_everybody
from boundaries.phone.files import integrity

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@functools.cache
def page(language) -> bytes:
    """Made without a request: nothing of who asks can get into it."""
    with translation.override(language):
        return render_to_string("phone/shell.html", {"person": None}).encode()


def address(language) -> str:
    return f"{reverse('shell')}?language={language}"


def _language(request) -> str:
    asked = request.GET.get("language")
    return asked if asked in LANGUAGES else translation.get_language()


@open_to_everybody
@require_safe
@cache_control(no_cache=True)
@etag(lambda request: f'"{integrity(page(_language(request)))}"')
def shell(request):
    language = _language(request)
    return HttpResponse(page(language), headers={"Content-Language": language})
