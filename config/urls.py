"""All addresses, by room. Every route declares who may use it (tests/sweeps)."""

from django.urls import include, path

from config.views import figures, healthz, readyz
from policies.views import public

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler429 = "config.views.too_many_requests"
handler500 = "config.views.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", figures, name="metrics"),
    path("", include("accounts.urls")),
    path("about/<slug:code>/", public.about, name="about"),
    path("policies/", include("policies.urls")),
    path("directory/", include("policies.directory.urls")),
    path("", include("policies.library.urls")),
    path("", include("boundaries.urls")),
    path("api/v1/", include("config.api")),
    path("", include("supervision.absences.urls")),
    path("", include("supervision.paper.urls")),
    path("", include("supervision.sessions.urls")),
    path("", include("supervision.urls")),
]
