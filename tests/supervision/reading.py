"""Reading a PDF back: its text, its attached record, its objects, and what the validator finds."""

import json
import re
import zlib

import page
import pypdfium2


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    return " ".join(text.split())


def attached(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return json.loads(bytes(document.get_attachment(0).get_data()))


def objects_of(pdf):
    """Everything in the file that is not page content, inflated."""
    streams = re.findall(rb"/Type /ObjStm.*?stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return b"\n".join(zlib.decompress(stream) for stream in streams)


def findings(pdf):
    """What keeps the file from being PDF/A-3a and PDF/UA-1 (a lint, not a certificate)."""
    reports = [page.validate_pdf_bytes(pdf, profile=page.ValidationProfile(name)) for name in ("3a", "ua1")]
    return [(failure.rule_id, failure.message) for report in reports for failure in report.failures]
