"""What every page template may use."""

from django.conf import settings


def page(request):
    user = getattr(request, "user", None)
    return {"languages": settings.LANGUAGES, "person": user if user is not None and user.is_authenticated else None}
