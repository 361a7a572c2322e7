"""Choosing the language of the interface, before and after signing in."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.access import open_to_everybody
from accounts.forms import LanguageForm

A_YEAR = 365 * 24 * 60 * 60


@open_to_everybody
@require_POST
def choose(request):
    """Kept with the person who is signed in, and in a cookie, so that the sign-in page speaks it the next time."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    language = form.cleaned_data["language"]
    if request.user.is_authenticated:
        request.user.language = language
        request.user.save(update_fields=["language"])
    response = HttpResponseRedirect(_next(request))
    keep_language(response, language)
    return response


def keep_language(response, language) -> None:
    """For the pages before signing in."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )


def _next(request) -> str:
    """Back to the page where it was chosen, never to another site."""
    page = request.POST.get("next", "")
    return page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/") else "/"
