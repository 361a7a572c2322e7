"""Sets a paper form in type, in the rendering child: a tagged PDF (PDF/UA-1) whose fields can be filled in."""

import functools

import pydyf
from weasyprint import CSS

from supervision.exports.typeset import ROOT, RecordPage, TooManyPages

STYLESHEET = ROOT / "templates" / "pdf" / "paper.css"
PAGE_LIMIT = 8
VARIANT = "pdf/ua-1"


class FormPage(RecordPage):
    """A page with fields."""

    def questions(self) -> dict[str, str]:
        """Name of a group of round boxes -> what it asks."""
        inputs = self.etree_element.iter("input")
        return {field.get("name"): field.get("data-question") for field in inputs if field.get("type") == "radio"}


@functools.cache
def _styles(fonts):
    return CSS(string=STYLESHEET.read_text(encoding="utf-8"), font_config=fonts)


def form_pdf(typesetter, markup, *, identifier) -> bytes:
    page = FormPage(markup)
    styles = [*typesetter.styles, _styles(typesetter.fonts)]
    document = page.render(font_config=typesetter.fonts, stylesheets=styles, pdf_variant=VARIANT, pdf_forms=True)
    if len(document.pages) > PAGE_LIMIT:
        raise TooManyPages(len(document.pages))
    finish = functools.partial(finish_fields, questions=page.questions())
    return document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier, pdf_forms=True, finisher=finish)


def finish_fields(document, pdf, questions):
    """What the engine leaves: a group is told by its question, its boxes belong to it alone, and every box can be empty."""
    form, items = pdf.catalog["AcroForm"], [item for item in pdf.objects if isinstance(item, dict)]
    boxes = [item for item in items if item.get("Subtype") == "/Widget"]
    kids = {box.reference for box in boxes if "Parent" in box}
    for box in boxes:
        if "Parent" in box:
            box.pop("T")
    form["Fields"] = pydyf.Array(field for field in form["Fields"] if field not in kids)
    for item in items:
        if item.get("FT") == "/Btn" and "Kids" in item:
            item["TU"] = pydyf.String(questions[item["T"].string])
        elif item.get("Type") == "/Page":
            item["Tabs"] = "/S"
