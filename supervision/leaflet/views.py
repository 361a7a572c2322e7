"""The leaflet to download: for everybody where the public page is open, and for everybody signed in."""

from allauth.core.internal import ratelimit
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import open_to, open_to_everybody
from policies.views.public import LANGUAGES, asked_language, cacheable, published
from supervision.exports.render import CannotRender
from supervision.leaflet.document import leaflet_pdf
from supervision.views.record import trouble_in_words


@open_to_everybody
@require_safe
def public_leaflet(request, code):
    if not ratelimit.consume(request, app="allauth.account", action="public_page", limit_get=True):
        return ratelimit.respond_429(request)
    organisation = published(code)
    language = asked_language(request, organisation)
    response = _handed_out(request, organisation, language)
    return cacheable(response, language) if response.status_code == 200 else response


@open_to()
@require_safe
def own_leaflet(request):
    asked = request.GET.get("language")
    return _handed_out(request, request.user.organisation, asked if asked in LANGUAGES else request.user.language)


def _handed_out(request, organisation, language):
    try:
        pdf = leaflet_pdf(organisation, language)
    except CannotRender as trouble:
        return render(request, "supervision/figures_no_document.html", {"words": trouble_in_words(trouble)}, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="leaflet-{language}.pdf"'
    response.response_class = "file"  # its headers: config/middleware.py
    return response
