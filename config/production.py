"""What would make a production system unsafe: it does not start, and says which setting is to blame."""

from django.core.exceptions import ImproperlyConfigured

LEAST_KEY = 50

# (what to call it, whether the settings are unsafe)
UNSAFE = (
    (
        f"DOORSTEP_SECRET_KEY is shorter than {LEAST_KEY} characters",
        lambda settings: len(settings["SECRET_KEY"]) < LEAST_KEY,
    ),
    ("DOORSTEP_URL does not begin with https://", lambda settings: not settings["SITE_URL"].startswith("https://")),
    ("DOORSTEP_HOSTS admits any host", lambda settings: bool({"*", ""} & set(settings["ALLOWED_HOSTS"]))),
    (
        "DATABASE_URL is not PostgreSQL",
        lambda settings: not settings["DATABASES"]["default"]["ENGINE"].endswith("postgresql"),
    ),
    (
        "DOORSTEP_PUSH_CONTACT does not begin with mailto: or https://",
        lambda settings: settings["PUSH_PRIVATE_KEY"] and not settings["PUSH_CONTACT"].startswith(("mailto:", "https://")),
    ),
    ("DOORSTEP_PLAIN_COOKIES is for the demo on one machine", lambda settings: settings["PLAIN_COOKIES"]),
)


def refuse_unsafe(settings) -> None:
    """Raises ImproperlyConfigured with every fault found, so that they can be mended in one go."""
    found = [fault for fault, is_unsafe in UNSAFE if is_unsafe(settings)]
    if found:
        raise ImproperlyConfigured(f"Unsafe for production: {'; '.join(found)}. docs/settings.md explains each setting.")
