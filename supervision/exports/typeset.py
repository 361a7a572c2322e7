"""Sets the record's page in type: one PDF that is archival (PDF/A-3a), accessible (PDF/UA-1) and the same each time."""

import base64
import functools
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import cssselect2
import pydyf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, Attachment
from weasyprint.formatting_structure.boxes import BlockBox
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

PAGE_LIMIT = 60
FONT_FAMILY = "Noto Sans"
ROOT = Path(__file__).resolve().parents[2]
STYLESHEET = ROOT / "templates" / "pdf" / "record.css"
FONTS = ROOT / "static" / "fonts"
STAND_IN = "\ufffd"
# A carriage return as a stream's last byte reads as part of the line end that follows, and its length as wrong.
AMBIGUOUS_END = b"\r\nendstream"
# One fixed moment: a time of printing would make two prints of one record differ.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)

SPOKEN = {"p": "/P", "blockquote": "/BlockQuote"}

BASE_RULES = """
head, title, meta { display: none }
html, body, div, p, h1, h2, h3, h4, blockquote { display: block }
h1, h2, h3 { font-weight: bold }
h1 { bookmark-level: 1; bookmark-label: content(text) }
h2 { bookmark-level: 2; bookmark-label: content(text) }
""" + "".join(f'.{code} {{ -weasy-lang: "{code}" }}\n' for code in ("bg", "cs", "en", "hu", "sv", "uk"))

PDFUA_CLAIM = (ROOT / "templates" / "pdf" / "pdfua.xml").read_bytes()


class TooManyPages(Exception):
    """The record would fill more pages than one document may have."""


@functools.cache
def unprintable():
    """Matches every letter that one of our fonts lacks; printed, it would be an empty box that nobody can search."""
    covered = set.intersection(*(set(TTFont(path).getBestCmap()) for path in FONTS.glob("NotoSans-*.ttf")))
    ranges = "".join(re.escape(chr(code)) for code in sorted(covered))
    return re.compile(f"[^\t\n{ranges}]")


class RecordPage(HTML):
    """A page read as strict XML, so that anything but our own markup is refused rather than repaired."""

    base_sheet = None

    def __init__(self, markup):
        self.base_url = None
        self.url_fetcher = URLFetcher(allowed_protocols=["data"])
        self.media_type = "print"
        root = ElementTree.fromstring(markup)
        for element in root.iter():
            lean(element)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms=False):
        return [self.base_sheet]


def lean(element):
    """Drop white space between blocks, name languages by class, so that equal elements share one style, and put a
    visible stand-in for what the fonts lack."""
    if element.text and not element.text.strip():
        element.text = None
    if element.tail and not element.tail.strip():
        element.tail = None
    if element.text:
        element.text = unprintable().sub(STAND_IN, element.text)
    for name, value in element.attrib.items():
        element.set(name, unprintable().sub(STAND_IN, value))
    if element.tag != "html" and (language := element.attrib.pop("lang", None)):
        element.set("class", f"{element.get('class', '')} {language}".strip())


class Typesetter:
    """Holds what is costly to build (fonts, styles) and sets one page after another."""

    def __init__(self):
        self.fonts = FontConfiguration()
        RecordPage.base_sheet = CSS(string=BASE_RULES, font_config=self.fonts)
        self.styles = [CSS(string=STYLESHEET.read_text(encoding="utf-8"), font_config=self.fonts)]

    def check(self):
        """Set one page and see that it is in our font: without fonts the engine prints blank pages and says nothing."""
        document = self.document('<html lang="en"><head><title>–</title></head><body><p>Ő ř Ї</p></body></html>')
        document.write_pdf(pdf_variant="pdf/a-3a", pdf_identifier="0" * 32)
        families = {font.family for font in document.fonts.values()}
        if families != {FONT_FAMILY}:
            raise RuntimeError(f"set in {families or 'no font'}")

    def document(self, markup):
        page = RecordPage(markup)
        return page.render(font_config=self.fonts, stylesheets=self.styles, pdf_variant="pdf/a-3a")

    def pdf(self, markup, *, identifier, record):
        document = self.document(markup)
        if len(document.pages) > PAGE_LIMIT:
            raise TooManyPages(len(document.pages))
        for padding in range(8):
            pdf = document.write_pdf(
                pdf_variant="pdf/a-3a",
                pdf_identifier=identifier,
                attachments=[attachment(record)],
                finisher=functools.partial(finish, padding=b" " * padding),
            )
            if AMBIGUOUS_END not in pdf:
                return pdf
        raise RuntimeError("no padding gave streams with a clear end")


def attachment(record):
    """The canonical record, inside the document that was made from it."""
    return Attachment(
        string=record,
        name="record.json",
        description="Canonical record",
        created=UNDATED,
        modified=UNDATED,
        relationship="Source",
    )


def finish(document, pdf, padding=b""):
    """Claim PDF/UA beside PDF/A, name each attachment once, and serialise every object only once."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    metadata.stream = [b"".join(metadata.stream).replace(b"</rdf:RDF>", PDFUA_CLAIM + padding + b"</rdf:RDF>")]
    name_languages(document, pdf)
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    kept = {id(pdf.pages), id(pdf.catalog)}
    for number, item in enumerate(pdf.objects):
        if isinstance(item, pydyf.Stream) and item.compress:
            deflate(item)
        elif isinstance(item, pydyf.Dictionary) and id(item) not in kept:
            pdf.objects[number] = Written(item, padding)


def name_languages(document, pdf):
    """Tell readers aloud which paragraphs are in another language; the engine names the document's only."""
    everything = (box for page in document.pages for box in page._page_box.descendants())
    boxes = [box for box in everything if isinstance(box, BlockBox) and box.element_tag in SPOKEN]
    elements = [item for item in pdf.objects if isinstance(item, dict) and item.get("S") in SPOKEN.values()]
    for box, element in zip(boxes, elements, strict=True):
        if box.style["lang"] != document.metadata.lang:
            element["Lang"] = pydyf.String(box.style["lang"])


class Written(pydyf.Object):
    """A dictionary put into bytes once: the writer would do so twice, for the file and for its identifier."""

    data = b""

    def __init__(self, dictionary, padding):
        super().__init__()
        self.number = dictionary.number
        self.data = dictionary.data + padding


def deflate(stream):
    """Compress now, for the same reason; and as text where the last byte could be taken for part of a line end."""
    content = zlib.compress(b"\n".join(pydyf._to_bytes(part) for part in stream.stream), 6)
    filters = "/FlateDecode"
    if content.endswith(AMBIGUOUS_END[:1]):
        content, filters = base64.a85encode(content) + b"~>", "[/ASCII85Decode /FlateDecode]"
    stream.stream = [content]
    stream.extra = {**stream.extra, "Filter": filters}
    stream.compress = False
