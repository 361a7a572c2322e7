"""{% exit_address %}: where the quick exit leads to."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def exit_address() -> str:
    return settings.EXIT_ADDRESS
