"""Text as people and phones send it: what cannot be written down goes, the rest stays as typed."""

import unicodedata

# letters by their category that no font draws: fillers of Korean and the empty Braille pattern
UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800")
UNSEEN_KINDS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Me"})


def plain_text(text: str) -> str:
    """Without control characters and broken halves of symbols; line breaks as \\n. Empty where nothing can be seen."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "" if is_blank(text) else text


def is_blank(text: str) -> bool:
    """Whether nobody could see anything of it: spaces, marks without width, accents on nothing."""
    return all(c in UNSEEN or unicodedata.category(c) in UNSEEN_KINDS for c in text)
