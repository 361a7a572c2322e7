"""Photos and PDFs made on the spot, honest and hostile ones, and short ways to have one on a report."""

import hashlib
import io
import struct
import zipfile
import zlib

import pikepdf
from django.db import transaction
from PIL import Image

from audit.ids import uuid7
from boundaries.attachments import attaching, uploads
from boundaries.models import Attachment

GPS = {1: "N", 2: (47.0, 29.0, 52.1), 3: "E", 4: (19.0, 2.0, 23.5)}


def photo(format_name="JPEG", size=(80, 60), **options) -> bytes:
    """A picture with a gradient; JPEG with camera, place, comment and colour profile."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    if format_name == "JPEG":
        exif = Image.Exif()
        exif[0x010F], exif[0x0112], exif[0x8825] = "Planted Camera", 6, GPS
        options = {"exif": exif, "comment": b"planted comment", "icc_profile": b"planted profile" * 9} | options
    output = io.BytesIO()
    picture.save(output, format_name, **options)
    return output.getvalue()


def pdf(change=lambda document: None, pages=1, **options) -> bytes:
    """Blank pages, with whatever `change(document)` does to them."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Author"] = "Planted Author"
    change(document)
    output = io.BytesIO()
    document.save(output, **options)
    return output.getvalue()


def archive(content=b"x", name="a.txt", times=1) -> bytes:
    """A ZIP file; packed into itself `times` times."""
    for _ in range(times):
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, content)
        content, name = output.getvalue(), "inner.zip"
    return content


def blank_png(side) -> bytes:
    """A white square of this many pixels each way, written without ever being in memory."""
    packer = zlib.compressobj(9)
    row = b"\x00" + b"\xff" * (side // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


# what makes a PDF one, though it has no page
FIRST = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"}


def crowded_pdf(count, packed=1000) -> bytes:
    """A PDF of this many objects, in streams that pack them tightly."""
    content, places, first = bytearray(b"%PDF-1.5\n"), [b"\0" * 7], count + 1
    streams = []
    for stream in range(count // packed):
        numbers = range(stream * packed + 1, (stream + 1) * packed + 1)
        values = [FIRST.get(number, b"0") for number in numbers]
        starts = [0]
        for value in values:
            starts.append(starts[-1] + len(value) + 1)
        index = b" ".join(b"%d %d" % pair for pair in zip(numbers, starts, strict=False))
        streams.append((len(index) + 1, zlib.compress(index + b"\n" + b" ".join(values))))
        places += [struct.pack(">BIH", 2, first + stream, place) for place in range(packed)]
    for number, (begin, body) in enumerate(streams, first):
        places.append(struct.pack(">BIH", 1, len(content), 0))
        told = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (packed, begin)
        content += _stream(number, told, body)
    last = first + len(streams)
    places.append(struct.pack(">BIH", 1, len(content), 0))
    told = b"/Type/XRef/W[1 4 2]/Root 1 0 R/Size %d/Filter/FlateDecode" % (last + 1)
    ending = b"startxref\n%d\n%%%%EOF\n" % len(content)
    return bytes(content + _stream(last, told, zlib.compress(b"".join(places)))) + ending


def _stream(number, told, body):
    return b"%d 0 obj\n<<%s/Length %d>>stream\n%s\nendstream\nendobj\n" % (number, told, len(body), body)


def plain_pdf(*objects) -> bytes:
    """Objects as they are written here, with a table of where they stand."""
    content, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    trailer = b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(content))
    return content + start + table + trailer


# -- on a report ---------------------------------------------------------------------------------------------


def sha256(content) -> str:
    return hashlib.sha256(content).hexdigest()


def announced(user, incident, content, **more):
    """An upload of which nothing has arrived yet."""
    told = {"name": "IMG_1.jpg", "size": len(content), "media_type": "image/jpeg", "sha256": sha256(content)} | more
    return uploads.find(user, uploads.begin(user, told.pop("id", None) or uuid7(), incident, **told).pk)


def sent(user, incident, content, **more):
    """An upload that arrived in one part and was checked."""
    return uploads.take(announced(user, incident, content, **more), 0, content)


def attached(incident, by, content=b"pretended photo", kind="photo", name="IMG_1.jpg") -> Attachment:
    """A file on a report as if it had been checked."""
    media_type = {"photo": "image/jpeg", "pdf": "application/pdf"}[kind]
    row = Attachment(incident=incident, author=by, kind=kind, media_type=media_type, sent_sha256=sha256(content))
    row.name = name
    row.keep(content)
    with transaction.atomic():
        attaching.attach(row, by)
    return row
