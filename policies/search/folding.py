"""Folding: texts and queries in the same plain letters, so that no keyboard and no capital keeps them apart.

Done here and not in the databases, because both must find the same.
"""

import re
import unicodedata

SHORTEST = 2  # letters of a word that is looked for
LONGEST = 40  # letters of a word that count; nobody tells words apart behind them
# Letters that Unicode does not take apart and that people write without their mark
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ґ": "г"})
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
# Inside a word, with or without: pečovatel-řidič, об'єкт, K-031
_JOINER = "-\u2010'’ʼ‘′"
_WORD = re.compile(rf"[^\W_]+(?:[{_JOINER}][^\W_]+)*")
_JOINERS = re.compile(f"[{_JOINER}]")


class _Letters(dict):
    """Letter -> what it is folded to, remembered; hostile texts cannot make it grow for ever."""

    def __missing__(self, code):
        folded = _fold_letter(chr(code))
        if len(self) < 20_000:
            self[code] = folded
        return folded


def _fold_letter(letter):
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(part for part in plain if not unicodedata.category(part).startswith("M")).translate(_PLAIN)


_letters = _Letters(_INVISIBLE)


def fold(text: str) -> str:
    """Small letters without marks: á is a, й is и, ї is і, ё is е, ґ is г; ъ, ь and ß (as ss) stay letters."""
    return text.lower() if text.isascii() else text.translate(_letters)


def compounds(text: str):
    """The words of a text as (joined, parts): "K-031" is ("k031", ["k", "031"]), a plain word has no parts."""
    for found in _WORD.findall(fold(text)):
        parts = [part for part in _JOINERS.split(found) if part]
        yield "".join(parts)[:LONGEST], [part[:LONGEST] for part in parts] if len(parts) > 1 else []


def words_of(*texts: str) -> dict[str, None]:
    """The folded words of texts, each once, in order; compounds as a whole and in parts."""
    words = {}
    for text in texts:
        for found in dict.fromkeys(_WORD.findall(fold(text))):
            if found.isalnum():  # no joiner in it: by far the most
                words[found[:LONGEST]] = None
            else:
                parts = [part for part in _JOINERS.split(found) if part]
                words |= dict.fromkeys(part[:LONGEST] for part in ("".join(parts), *parts))
    return {word: None for word in words if len(word) >= SHORTEST}
