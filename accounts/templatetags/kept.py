"""{% kept "room/_part.html" %}: a part that is the same for everybody, written once per language and process.

It is rendered with nothing but the language, so that nothing of a person or a request can get into it.
"""

import functools

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def kept(name) -> str:
    return _written(name, get_language(), settings.EXIT_ADDRESS)


@functools.cache
def _written(name, language, exit_address):
    """Bounded: as many as there are such parts and languages."""
    return mark_safe(get_template(name).render())  # noqa: S308 - a template of ours, escaped as any other
