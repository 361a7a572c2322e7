"""How a reporter may be reached safely: ticked choices and words, kept as one text, told in the reader's language."""

from django.utils.translation import gettext_lazy as _

CHOICES = {
    "as_usual": _("As usual"),
    "only_here": _("Only here, in writing"),
    "at_time": _("Only at a certain time"),
    "never_home": _("Never at home"),
}
LONGEST = 200
# beside all choices, which take at most 42 characters with their signs
LONGEST_WORDS = 150


def parse(text: str) -> tuple[list[str], str]:
    """(codes, words) of "only_here, at_time: after 18"; a text of before, or of a system, is words alone."""
    head, _colon, words = text.partition(":")
    codes = [part.strip() for part in head.split(",")]
    if all(code in CHOICES for code in codes):
        return codes, words.strip()
    return [], text


def written(codes, words: str) -> str:
    """The text that is kept; in the order of the choices, so that equal answers are equal texts."""
    kept, words = ", ".join(code for code in CHOICES if code in codes), words.strip()
    return (f"{kept}: {words}" if kept and words else kept or words)[:LONGEST]


def words_of(text: str) -> str:
    """What the reporter wrote herself: only this is ever translated by a person."""
    return parse(text)[1]


def shown(text: str, words=None) -> str:
    """In the reader's language; `words` instead of the reporter's own, masked or translated."""
    codes, own = parse(text)
    said = own if words is None else words
    return " · ".join([*(str(CHOICES[code]) for code in codes), *([said] if said.strip() else [])])
