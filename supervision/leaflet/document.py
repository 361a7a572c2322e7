"""The leaflet set in type by the child process that sets records; the same content is set once a day at most."""

import hashlib

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from audit.canonical import canonical_json
from supervision.exports.printable import printable_line
from supervision.exports.render import renderer
from supervision.leaflet.content import leaflet

KEPT_SECONDS = 24 * 60 * 60


def leaflet_pdf(organisation, language) -> bytes:
    """Raises CannotRender."""
    with translation.override(language):
        told = leaflet(organisation, language)
        data = canonical_json(told)
        digest = hashlib.sha256(data).hexdigest()
        key = f"leaflet:{digest}"
        pdf = cache.get(key)
        if pdf is None:
            markup = render_to_string("pdf/leaflet.html", _printable(told))
            pdf = renderer().pdf(markup, identifier=digest[:32], record=data.decode())
            cache.set(key, pdf, KEPT_SECONDS)
        return pdf


def _printable(node):
    """Every text without what could break a line or hide another."""
    if isinstance(node, dict):
        return {key: _printable(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_printable(value) for value in node]
    return node if node is None else printable_line(node)
