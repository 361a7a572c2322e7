"""What a file is, told by its bytes alone; knows no Django, as the checking child uses it."""

LARGEST_COMMENT = 65_535  # of a ZIP archive, which lies at its very end
END_OF_ZIP, END_OF_ZIP_LENGTH = b"PK\x05\x06", 22
END_OF_PDF = b"%%EOF"
SLACK = 1_024  # what some programs leave after the end of a PDF
BEGINNING = 1_024  # within which other programs still look for the beginning of a PDF

SIGNATURES = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"%PDF-", "PDF"),
)


class Refused(Exception):
    """The file is not taken: a code of boundaries/attachments/reasons.py, and the name of what was found."""

    def __init__(self, code, found=""):
        super().__init__(code)
        self.code, self.found = code, found


def format_of(content: bytes) -> str:
    """JPEG, PNG, WEBP or PDF; Refused for anything else, and for a file that is two things at once."""
    found = next((name for start, name in SIGNATURES if content.startswith(start)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        found = "WEBP"
    if not found:
        raise Refused("wrong_type")
    if holds_archive(content):
        raise Refused("wrong_type", "ZIP")
    if found == "PDF":
        _check_end(content)
    elif b"%PDF-" in content[:BEGINNING]:
        raise Refused("wrong_type", "PDF")
    return found


def holds_archive(content: bytes) -> bool:
    """Whether a ZIP archive (an app, an Office document) ends where the file ends."""
    tail = content[-(LARGEST_COMMENT + END_OF_ZIP_LENGTH) :]
    place = tail.rfind(END_OF_ZIP)
    while place >= 0:
        comment = int.from_bytes(tail[place + 20 : place + 22], "little")
        if len(tail) - place >= END_OF_ZIP_LENGTH + comment:
            return True
        place = tail.rfind(END_OF_ZIP, 0, place)
    return False


def _check_end(content):
    end = content.rfind(END_OF_PDF)
    if end < 0:
        raise Refused("unreadable")
    if len(content[end + len(END_OF_PDF) :].strip(b"\r\n\t \x00")) > SLACK:
        raise Refused("wrong_type")
