"""The key for push messages as the environment has it."""

from django.core.exceptions import ImproperlyConfigured

from accounts import push_keys


def check(text) -> None:
    """Raises ImproperlyConfigured for what is neither a key nor an empty text."""
    try:
        if text:
            push_keys.private_key(text)
    except ValueError:
        raise ImproperlyConfigured("DOORSTEP_PUSH_PRIVATE_KEY is no key. manage.py push_keys makes one.")
