"""Where the quick exit leads to (DOORSTEP_EXIT_ADDRESS)."""

from django.core.exceptions import ImproperlyConfigured


def exit_address(text: str) -> str:
    """A page of this site or of another; a browser shows neither an unprotected one nor its warning there."""
    if text.startswith("https://") or (text.startswith("/") and not text.startswith("//")):
        return text
    raise ImproperlyConfigured(f"DOORSTEP_EXIT_ADDRESS begins with / or https://, not {text}.")
