"""What every page template may use."""

from django.conf import settings


def page(request):
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    # a page asks for the person dozens of times: herself, not Django's lazy stand-in
    return {"languages": settings.LANGUAGES, "person": getattr(person, "_wrapped", person)}
