"""Sets a card in type, in the rendering child: a tagged PDF (PDF/UA-1) of A6 in large letters."""

import functools

from weasyprint import CSS

from supervision.exports.typeset import ROOT, RecordPage, TooManyPages

STYLESHEET = ROOT / "templates" / "pdf" / "card.css"
MARK = '<body class="place-card"'
PAGE_LIMIT = 4
VARIANT = "pdf/ua-1"


def is_card(markup) -> bool:
    return MARK in markup


@functools.cache
def _styles(fonts):
    return CSS(string=STYLESHEET.read_text(encoding="utf-8"), font_config=fonts)


def card_pdf(typesetter, markup, *, identifier) -> bytes:
    styles = [*typesetter.styles, _styles(typesetter.fonts)]
    document = RecordPage(markup).render(font_config=typesetter.fonts, stylesheets=styles, pdf_variant=VARIANT)
    if len(document.pages) > PAGE_LIMIT:
        raise TooManyPages(len(document.pages))
    return document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
