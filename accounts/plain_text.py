"""Text as people and phones send it: what cannot be written down goes, the rest stays as typed."""

import unicodedata


def plain_text(text: str) -> str:
    """Without control characters and broken halves of symbols; line breaks as \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
