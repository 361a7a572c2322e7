"""A kept file as a download: its exact type, its own name, and never shown as part of the site."""

from urllib.parse import quote

from django.http import HttpResponse

NAMELESS = {"photo": "photo.jpg", "pdf": "document.pdf"}


def as_download(attachment, content: bytes, *, by_name=True) -> HttpResponse:
    """`by_name`: under the name that it came with; else under what it is."""
    response = HttpResponse(content, content_type=attachment.media_type)
    response["Content-Disposition"] = _disposition(attachment.name if by_name else NAMELESS[attachment.kind])
    response.response_class = "file"  # its headers: config/middleware.py
    return response


def _disposition(name) -> str:
    """For old programs without accents, for all others as it is (RFC 6266, RFC 5987)."""
    plain = "".join(letter if letter.isascii() and letter not in '"\\%;' else "_" for letter in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
