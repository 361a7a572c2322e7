"""Where the quick exit leads to: a plain calendar without the product's name, the same for everybody."""

import functools

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.access import open_to_everybody

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@functools.cache
def page(language) -> bytes:
    """Made without a request, so that a phone can keep it: nothing of who asks can get into it."""
    onward = "" if reverse("away") == settings.EXIT_ADDRESS else settings.EXIT_ADDRESS
    with translation.override(language):
        return render_to_string("accounts/away.html", {"onward": onward}).encode()


def address(language) -> str:
    return f"{reverse('away')}?language={language}"


@open_to_everybody
@require_safe
@cache_control(no_cache=True)
def away(request):
    asked = request.GET.get("language")
    language = asked if asked in LANGUAGES else translation.get_language()
    return HttpResponse(page(language), headers={"Content-Language": language})
