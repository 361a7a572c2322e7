"""The checking child: `python -m boundaries.attachments.child`. Knows no Django, no database and no secret.

One file in on standard input, one answer out: a line of JSON, then the new file. Whatever a hostile file makes a
decoder do happens here: with little memory and time, and without a way to open a file or a connection.
"""

import contextlib
import json
import os
import resource
import sys

from boundaries.attachments import document, photo
from boundaries.attachments.kinds import Refused, format_of

MEMORY_LIMIT = 512 * 1024 * 1024
SECONDS = 20


def main():
    answers = sys.stdout.buffer
    prepare()
    limit()
    content = sys.stdin.buffer.read()
    header, new = answer(content)
    answers.write(json.dumps(header).encode() + b"\n" + new)
    answers.flush()
    os._exit(0)  # a library that was hurt has nothing more to say


def answer(content) -> tuple[dict, bytes]:
    """What the file is and the new one, or the code that refuses it."""
    try:
        found = format_of(content)
        if found == "PDF":
            return {"kind": "pdf", "media_type": "application/pdf"}, document.renewed(content)
        return {"kind": "photo", "media_type": "image/jpeg"}, photo.renewed(content, found)
    except Refused as refusal:
        return {"code": refusal.code, "found": refusal.found}, b""
    except MemoryError:
        return {"code": "unreadable", "found": ""}, b""


def prepare():
    """Load what the libraries load late, while files can still be opened."""
    sample = photo.Image.new("RGBA", (2, 2))
    for format_name in ("PNG", "WEBP", "JPEG"):
        picture = photo.io.BytesIO()
        sample.convert("RGB" if format_name == "JPEG" else "RGBA").save(picture, format_name)
        photo.renewed(picture.getvalue(), format_name)
    pages = document.pikepdf.new()
    pages.add_blank_page()
    for locked in (document.pikepdf.Encryption(owner="owner", user=""), False):
        paper = document.io.BytesIO()
        pages.save(paper, encryption=locked)
        with contextlib.suppress(Refused):
            document.renewed(paper.getvalue())


def limit():
    """For good: a process cannot raise its own hard limits. No new descriptors: no files, no network, no children."""
    limits = {
        resource.RLIMIT_AS: MEMORY_LIMIT,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 3,
    }
    os.closerange(3, 256)
    for name, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # macOS does not hold processes to all of them
            resource.setrlimit(name, (most, most))


if __name__ == "__main__":
    main()
