"""Finished records on disk, found by what they say: the second reader is served bytes, nothing is typeset twice."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

from supervision.exports.record import TEMPLATE_VERSION, canonical_json
from supervision.exports.render import record_pdf


def stored_record(document):
    """The PDF of this document and the digest of its canonical form; rendered only if nobody has asked before."""
    digest = record_digest(document)
    path = _path(document, digest)
    try:
        return path.read_bytes(), digest
    except FileNotFoundError:
        pdf = record_pdf(document)
        _write(path, pdf)
        return pdf, digest


def record_digest(document):
    """What the footer shows and the export's event proves."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def forget_record(digest):
    """Remove every print of this content: erasure and retention call it."""
    for path in _folder().glob(f"{digest[:2]}/{digest}.*"):
        path.unlink(missing_ok=True)


def _folder():
    return Path(settings.DOORSTEP_VAR) / "records"


def _path(document, digest):
    name = f"{digest}.{document['language']}.{document['profile']}.{TEMPLATE_VERSION}.pdf"
    return _folder() / digest[:2] / name


def _write(path, content):
    """Whole or not at all, for its owner only."""
    for folder in (_folder(), path.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
