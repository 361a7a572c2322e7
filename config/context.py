"""What every page template may use."""

from django.conf import settings

from supervision.notices import MOST_COUNTED, count_unread


def page(request):
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    # a page asks for the person dozens of times: herself, not Django's lazy stand-in
    person = getattr(person, "_wrapped", person)
    return {"languages": settings.LANGUAGES, "person": person, "unread_notices": lambda: _unread(person)}


def _unread(person) -> str:
    """How many, for the bar; asked only by a page that shows it. "" for none."""
    count = count_unread(person) if person and getattr(person, "has_unread", True) else 0
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")
