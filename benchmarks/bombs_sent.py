"""Every hostile input of the bench and how it is sent: texts into documents, forms, JSON, uploads, slow bodies."""

import contextlib
import io
import json
import socket
import struct
import time
import uuid
import zipfile
import zlib
from functools import partial
from hashlib import sha256

from benchmarks.bombs import Bomb

PART = 1024 * 1024
DOCUMENT = (200, 409, 422, 503)  # drawn within the limits, or said that it cannot be


def everything(senders, records):
    cara, sam = senders["cara"], senders["sam"]
    yield from (Bomb(f"document: {kind}", partial(_document, sam, reference), DOCUMENT) for kind, reference in records.items())
    yield from (Bomb(f"layout: {name}", partial(_layout, text), DOCUMENT) for name, text in _beyond_the_limits())
    yield from (Bomb(f"form: {name}", partial(_status, cara, *sent), allowed) for name, sent, allowed in _forms())
    yield from (Bomb(f"JSON: {name}", partial(_status, cara, *sent), allowed) for name, sent, allowed in _json())
    yield from (Bomb(f"upload: {name}", partial(upload, cara, *sent)) for name, sent in _files())
    yield Bomb("slow bodies: 30 at once", partial(_slow, cara), (200,))


def _status(sender, *request):
    return sender.send(*request)[0]


def _document(sender, reference):
    return sender.send("GET", f"/incidents/{reference}/record.pdf?language=en")[0]


# -- the layout itself, past everything that keeps such texts out ------------------------------------------------------


def _beyond_the_limits():
    yield "1 MB in one paragraph", "lorem ipsum " * (1_000_000 // 12)
    yield "a word of 200 kB", "a" * 200_000
    yield "100 kB of line breaks", "\n" * 100_000
    yield "50 kB of combining marks", "e" + "\u0301" * 25_000
    yield "1,000 nested elements as text", "<div>" * 1_000 + "x" + "</div>" * 1_000


def _layout(text):
    from supervision.exports.render import CannotRender, record_pdf
    from tests.supervision.test_record_pdf_hostile import document

    try:
        return 200 if record_pdf(document(text)) else 503
    except CannotRender:
        return 503


# -- forms and JSON ----------------------------------------------------------------------------------------------------

FORM = "application/x-www-form-urlencoded"
TOO_MUCH = (0, 400, 413)


def _forms():
    yield "10 MB in one field", ("POST", "/questions/new/", b"question=" + b"x" * 10_000_000, FORM), TOO_MUCH
    yield "100,000 fields", ("POST", "/questions/new/", b"&".join(b"f%d=1" % n for n in range(100_000)), FORM), TOO_MUCH
    boundary = b"--b\r\nContent-Disposition: form-data; name=\"f%d\"\r\n\r\n1\r\n"
    many = b"".join(boundary % number for number in range(20_000)) + b"--b--\r\n"
    yield "20,000 parts", ("POST", "/questions/new/", many, "multipart/form-data; boundary=b"), TOO_MUCH
    endless = b"--b\r\nx: " + b"y" * 900_000
    yield "a part without an end", ("POST", "/questions/new/", endless, "multipart/form-data; boundary=b"), TOO_MUCH
    yield "an address of 60 kB", ("GET", "/queue/?client=" + "x" * 60_000), (0, 400, 414, 431)
    yield "percent signs", ("POST", "/questions/new/", b"question=" + b"%F0" * 600_000, FORM), (0, 200, 400, 413)


def _json():
    yield "nested 100,000 deep", ("POST", "/api/v1/incidents/", b"[" * 100_000 + b"]" * 100_000), (400, 413)
    yield "100,000 names", ("POST", "/api/v1/incidents/", json.dumps(dict.fromkeys(map(str, range(30_000)), 1))), (400, 413)
    yield "a number of 400,000 digits", ("POST", "/api/v1/incidents/", b'{"id": ' + b"9" * 400_000 + b"}"), (400, 413)
    yield "10 MB", ("POST", "/api/v1/incidents/", b'{"id": "' + b"x" * 10_000_000 + b'"}'), (0, 400, 413)
    yield "no Unicode", ("POST", "/api/v1/incidents/", b'{"id": "\xff\xfe\xed\xa0\x80"}'), (400,)
    yield "half a symbol", ("POST", "/api/v1/incidents/", b'{"id": "\\ud800", "kind": "\\udfff"}'), (400,)


# -- uploads -----------------------------------------------------------------------------------------------------------


def upload(sender, name, kind, content, size=None):
    """The status with which the upload ended: of its beginning, or of the part that was refused."""
    draft = str(uuid.uuid4())
    sender.json("POST", "/api/v1/drafts/", {"id": draft, "event_type": "phone_number"})
    wanted = {"id": str(uuid.uuid4()), "incident": draft, "name": name, "type": kind, "size": size or len(content)}
    status, _ = sender.json("POST", "/api/v1/uploads/", wanted | {"sha256": sha256(content).hexdigest()})
    for start in range(0, len(content), PART) if status < 400 else ():
        headers = {"Upload-Offset": str(start)}
        part = content[start : start + PART]
        address = f"/api/v1/uploads/{wanted['id']}/"
        status, _ = sender.send("PATCH", address, part, "application/offset+octet-stream", **headers)
        if status >= 400:
            break
    return status


def _files():
    zipped = _zip_bomb()
    yield "ZIP of 1 GB named as a photo", ("a.jpg", "image/jpeg", zipped)
    yield "ZIP in a ZIP", ("a.pdf", "application/pdf", _zipped("inner.zip", zipped))
    yield "picture of 20,000 x 20,000", ("a.png", "image/png", _png(20_000, 20_000))
    yield "picture of 13,000 x 13,000", ("a.png", "image/png", _png(13_000, 13_000))
    yield "picture that lies about its size", ("a.png", "image/png", _png(60_000, 60_000, rows=10))
    yield "SVG", ("a.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    yield "SVG as a photo", ("a.jpg", "image/jpeg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    yield "HTML as a photo", ("a.png", "image/png", b"<!doctype html><script>alert(1)</script>")
    yield "PDF of 1,000,000 objects", ("a.pdf", "application/pdf", _pdf(1_000_000))
    yield "PDF of nested arrays", ("a.pdf", "application/pdf", b"%PDF-1.4\n1 0 obj\n" + b"[" * 1_000_000 + b"\nendobj\n%%EOF")
    yield "PDF that runs a script", ("a.pdf", "application/pdf", _pdf(3, b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"))
    yield "PDF inflating to 1 GB", ("a.pdf", "application/pdf", _inflating_pdf())
    yield "a script before a PDF", ("a.pdf", "application/pdf", b"<script>alert(1)</script>\n" + _pdf(3))
    yield "random bytes", ("a.jpg", "image/jpeg", b"\xff\xd8\xff" + bytes(range(256)) * 4_000)


def _zip_bomb():
    return _zipped("zeros", bytes(1000), times=1_000_000)


def _zipped(name, content, times=1):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as file:
        for _ in range(max(times // 1000, 1)):
            file.write(content * min(times, 1000))
    return buffer.getvalue()


def _png(width, height, rows=None):
    """One bit per pixel, all black; `rows` fewer than it says."""
    row = bytes(1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(row) for _ in range(rows or height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _pdf(objects, catalogue=b""):
    parts = [b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R" + catalogue + b">>endobj\n"]
    parts += [b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"]
    parts += [b"%d 0 obj<<>>endobj\n" % number for number in range(3, objects)]
    return b"".join(parts) + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % objects


def _inflating_pdf():
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(bytes(1_000_000)) for _ in range(1_000)) + packer.flush()
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    page = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n"
    content = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(stream) + stream + b"\nendstream endobj\n"
    return head + page + content + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF\n"


# -- bodies that never come --------------------------------------------------------------------------------------------


def _slow(sender, count=30, seconds=8):
    """Connections that send one byte a second; meanwhile somebody else must still be answered."""
    head = b"POST /questions/new/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n"
    connections = [socket.create_connection(("127.0.0.1", sender.port)) for _ in range(count)]
    try:
        for connection in connections:
            connection.sendall(head)
        for _ in range(seconds):
            time.sleep(1)
            for connection in connections:
                _drip(connection)
        return sender.send("GET", "/settings/")[0]
    finally:
        for connection in connections:
            connection.close()


def _drip(connection):
    with contextlib.suppress(OSError):  # the site may have had enough of it, which is as good
        connection.sendall(b"x")
