"""What a file is called: the last part of what was sent, without what hides, reorders or leads elsewhere."""

import re
import unicodedata
from pathlib import PurePosixPath

MOST_NAME = 100
ENDINGS = {"photo": ".jpg", "pdf": ".pdf"}
# control and format characters (bidi, zero width), broken halves, private ones, and line ends
UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


def clean_name(sent: str, kind: str) -> str:
    """`IMG_1.HEIC` of a photo becomes `IMG_1.jpg`: the ending is that of what is kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", sent))[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter) not in UNWANTED)
    stem = PurePosixPath(NOT_IN_NAMES.sub("_", plain).strip(" .")).stem.strip(" .")
    return (stem[: MOST_NAME - len(ENDINGS[kind])] or kind) + ENDINGS[kind]
