"""Sets the record's page in type: one PDF that is archival (PDF/A-3a), accessible (PDF/UA-1) and the same each time."""

import zlib
from datetime import datetime, timezone
from pathlib import Path
from xml.etree import ElementTree

import cssselect2
import pydyf
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

PAGE_LIMIT = 60
FONT_FAMILY = "Noto Sans"
STYLESHEET = Path(__file__).resolve().parents[2] / "templates" / "pdf" / "record.css"
STAND_IN = "\ufffd"
# One fixed moment: a time of printing would make two prints of one record differ.
UNDATED = datetime(2000, 1, 1, tzinfo=timezone.utc)

BASE_RULES = """
head, title, meta { display: none }
html, body, div, p, h1, h2, h3, blockquote { display: block }
h1, h2, h3 { font-weight: bold }
h1 { bookmark-level: 1; bookmark-label: content(text) }
h2 { bookmark-level: 2; bookmark-label: content(text) }
""" + "".join(f'.{code} {{ -weasy-lang: "{code}" }}\n' for code in ("bg", "cs", "en", "hu", "sv", "uk"))

PDFUA_CLAIM = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


class TooManyPages(Exception):
    """The record would fill more pages than one document may have."""


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
    """Drop white space between blocks, and name languages by class, so that equal elements share one style."""
    if element.text and not element.text.strip():
        element.text = None
    if element.tail and not element.tail.strip():
        element.tail = None
    if element.tag != "html" and (language := element.attrib.pop("lang", None)):
        element.set("class", f'{element.get("class", "")} {language}'.strip())


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
        data = Attachment(
            string=record, name="record.json", description="Canonical record",
            created=UNDATED, modified=UNDATED, relationship="Source",
        )
        return document.write_pdf(
            pdf_variant="pdf/a-3a", pdf_identifier=identifier, attachments=[data], finisher=finish,
        )


def finish(document, pdf):
    """Claim PDF/UA beside PDF/A, name each attachment once, and serialise every object only once."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    metadata.stream = [b"".join(metadata.stream).replace(b"</rdf:RDF>", PDFUA_CLAIM + b"</rdf:RDF>")]
    pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    kept = {id(pdf.pages), id(pdf.catalog)}
    for number, item in enumerate(pdf.objects):
        if isinstance(item, pydyf.Stream) and item.compress:
            deflate(item)
        elif isinstance(item, pydyf.Dictionary) and id(item) not in kept:
            pdf.objects[number] = Written(item)


class Written(pydyf.Object):
    """A dictionary put into bytes once: the writer would do so twice, for the file and for its identifier."""

    data = b""

    def __init__(self, dictionary):
        super().__init__()
        self.number = dictionary.number
        self.data = dictionary.data


def deflate(stream):
    """Compress now, for the same reason."""
    content = b"\n".join(pydyf._to_bytes(part) for part in stream.stream)
    stream.stream = [zlib.compress(content, 6)]
    stream.extra = {**stream.extra, "Filter": "/FlateDecode"}
    stream.compress = False
