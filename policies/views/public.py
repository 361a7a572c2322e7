"""The public page of an organisation, for everybody; and for those inside: its preview, and switching it on and off."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import open_to, open_to_everybody
from accounts.form_keys import done_once
from accounts.models import Organisation
from audit.door import record
from audit.errors import NotNow
from policies.public import page
from policies.public.acts import MAY_SWITCH

MAX_AGE = 5 * 60  # seconds: as long may it go on showing what was changed or switched off
LANGUAGES = dict(settings.LANGUAGES)


def published(code) -> Organisation:
    """Unknown and switched off are the same to whoever asks from outside."""
    found = list(Organisation.objects.filter(code__iexact=code, has_public_page=True)[:2]) if code == code.lower() else []
    if len(found) != 1:
        raise Http404
    return found[0]


def asked_language(request, organisation) -> str:
    """As the address says, else the browser's, else the organisation's."""
    if request.GET.get("language") in LANGUAGES:
        return request.GET["language"]
    return translation.get_language_from_request(request) if request.headers.get("Accept-Language") else organisation.language


def cacheable(response, language):
    response["Content-Language"] = language
    response["Cache-Control"] = f"public, max-age={MAX_AGE}"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@open_to_everybody
@require_safe
def about(request, code):
    if not ratelimit.consume(request, app="allauth.account", action="public_page", limit_get=True):
        return ratelimit.respond_429(request)
    organisation = published(code)
    language = asked_language(request, organisation)
    return cacheable(HttpResponse(_page(organisation, language)), language)


def _page(organisation, language, **more) -> str:
    """Rendered without the request: nobody who is looking can stand in it."""
    with translation.override(language):
        return render_to_string("policies/public/page.html", page.context(organisation, language) | _languages() | more)


def _languages():
    return {"languages": settings.LANGUAGES, "person": None}


@open_to(*MAY_SWITCH)
@require_safe
def preview(request):
    """As everybody would see it, whether it is switched on or not."""
    organisation = request.user.organisation
    language = asked_language(request, organisation) if "language" in request.GET else request.user.language
    return HttpResponse(_page(organisation, language, is_preview=True))


@open_to(*MAY_SWITCH)
@require_http_methods(["GET", "HEAD", "POST"])
@done_once
def switch(request):
    organisation = request.user.organisation
    if request.method == "POST":
        return _switch(request, organisation)
    address = request.build_absolute_uri(reverse("about", args=[organisation.code.lower()]))
    return render(request, "policies/public/switch.html", {"is_on": organisation.has_public_page, "address": address})


def _switch(request, organisation):
    is_on = request.POST.get("go") == "on"
    try:
        record(organisation, "open_public_page" if is_on else "close_public_page", by=request.user)
        done = _("The page is open to everybody now.") if is_on else _("The page is closed. Copies may live for five minutes.")
        messages.success(request, done)
    except NotNow:
        messages.info(request, _("This was done before."))
    return redirect("public_page")
