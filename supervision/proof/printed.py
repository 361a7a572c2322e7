"""Is this PDF a print of ours? Compared by its bytes with what is stored; nothing in it is parsed or run.

A print carries the first half of its record's digest as its identifier, in the last lines of the file. That finds the
exports that it could be; it is genuine only if it is one of their stored prints, byte for byte.
"""

import hashlib
import re
from pathlib import Path

from boundaries.models import Incident
from supervision.exports import store
from supervision.models import Export

TAIL = 8 * 1024
PIECE = 256 * 1024
IDENTIFIER = re.compile(rb"/ID\s*\[\s*(?:<([0-9A-Fa-f]{32,128})>|\(([0-9a-f]{32})\))")


def compared(user, file, digests_of) -> dict:
    """`same`, `older`, `altered`, `unkept` (ours by its digits, its bytes are not stored any more), `unknown` or `no_pdf`.

    `digests_of(incident)`: of every print that the record gives now. What is out of sight is unknown.
    """
    head = file.read(5)
    if head != b"%PDF-":
        return {"verdict": "no_pdf"}
    digits = _identifier(file)
    exports = _exports(user, digits) if digits else []
    if not exports:
        return {"verdict": "unknown_pdf"}
    found, kept = _digest(file), {}
    for export in exports:
        kept |= dict.fromkeys(_stored(export.record_digest), export)
    if found in kept:
        export = kept[found]
        current = export.record_digest in set(digests_of(export.incident))
        return {"verdict": "same" if current else "older", "reference": export.incident.reference, "export": export}
    return {"verdict": "altered" if kept else "unkept", "reference": exports[0].incident.reference}


def _identifier(file) -> str:
    """Thirty-two digits of the record's digest, or nothing. The last ones count: what was appended says its own."""
    file.seek(0, 2)
    file.seek(max(file.tell() - TAIL, 0))
    for as_hex, as_text in reversed(IDENTIFIER.findall(file.read(TAIL))):
        digits = as_text or as_hex
        # hexadecimal digits of digits, or the digits themselves
        if len(digits) >= 64:
            digits = bytes.fromhex(digits[:64].decode())
        if re.fullmatch(rb"[0-9a-f]{32}", digits.lower()):
            return digits.lower().decode()
    return ""


def _exports(user, digits) -> list[Export]:
    visible = Incident.objects.visible_to(user)
    rows = Export.objects.filter(
        organisation=user.organisation_id, record_digest__startswith=digits, incident__in=visible
    )
    return list(rows.select_related("incident").order_by("-at")[:10])


def _stored(record_digest):
    """The digest of every stored print of this record."""
    for path in Path(store.folder()).glob(f"{record_digest[:2]}/{record_digest}.*.pdf"):
        with path.open("rb") as file:
            yield _digest(file)


def _digest(file):
    file.seek(0)
    content = hashlib.sha256()
    while piece := file.read(PIECE):
        content.update(piece)
    return content.hexdigest()
