"""The card for the client as a PDF of A6: set by the rendering child like every other document."""

import hashlib

from django.template.loader import render_to_string
from django.utils import translation

from boundaries.referrals.card import card
from supervision.exports.printable import printable_line
from supervision.exports.render import renderer

MOST_LINES = 12  # of one part: a card is read standing
MOST_LETTERS = 600


def card_pdf(snapshot, language, organisation) -> bytes:
    """The same bytes for the same place. Raises CannotRender."""
    markup = card_markup(snapshot, language, organisation)
    digest = hashlib.sha256(markup.encode()).hexdigest()
    return renderer().pdf(markup, identifier=digest[:32], record=None)


def card_markup(snapshot, language, organisation) -> str:
    found = card(snapshot, language)
    lines = [line | {"texts": [_short(text) for text in line["texts"][:MOST_LINES]]} for line in found["lines"]]
    context = found | {"name": _short(found["name"]), "lines": lines, "organisation": printable_line(organisation)}
    with translation.override(language):
        return render_to_string("pdf/card.html", context)


def _short(text) -> str:
    return printable_line(text)[:MOST_LETTERS]
