"""What every management command asks before it works, so that worker, clock and migrations refuse like the web server."""

from django.conf import settings
from django.core.checks import Error, Warning, register
from django.db import connection

from config import durability


@register
def what_is_confirmed_is_on_disk(app_configs, **kwargs):
    kind = Error if settings.PRODUCTION or connection.vendor == "sqlite" else Warning
    hint = "docs/bad-days.md explains what is promised."
    return [kind(fault, hint=hint, id="doorstep.durability") for fault in durability.faults()]
