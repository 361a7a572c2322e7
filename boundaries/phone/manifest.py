"""The web app manifest: what a phone shows when Doorstep lies on its home screen. Neutral: a client may see it."""

from django.http import JsonResponse
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.access import open_to_everybody

ACCENT, PAPER = "#17614f", "#ffffff"
ICONS = [
    ("icons/doorstep-192.png", "192x192", "image/png", "any"),
    ("icons/doorstep-512.png", "512x512", "image/png", "any"),
    ("icons/doorstep-maskable-512.png", "512x512", "image/png", "maskable"),
    ("icons/doorstep.svg", "any", "image/svg+xml", "any"),
]


@open_to_everybody
@require_safe
@cache_control(no_cache=True)
def manifest(request):
    response = JsonResponse(
        {
            "id": "/",
            "name": "Doorstep",
            "short_name": "Doorstep",
            "lang": translation.get_language(),
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "theme_color": ACCENT,
            "background_color": PAPER,
            "icons": [_icon(*icon) for icon in ICONS],
        },
        content_type="application/manifest+json",
    )
    response.response_class = "file"
    return response


def _icon(path, sizes, kind, purpose):
    return {"src": static(path), "sizes": sizes, "type": kind, "purpose": purpose}
