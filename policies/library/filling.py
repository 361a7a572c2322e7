"""Gaps in a text, {like_this}: they must be filled before anybody is told anything."""

import re

from django.utils import translation
from django.utils.translation import gettext as _

GAP = re.compile(r"\{([a-z][a-z_]{1,39})\}")


class Unfilled(Exception):
    """A text has gaps that nobody filled; `names` are theirs, in order."""

    def __init__(self, names):
        super().__init__(", ".join(names))
        self.names = list(names)


def gaps(text: str) -> list[str]:
    """The names of what is still to be filled, each once, in order."""
    return list(dict.fromkeys(GAP.findall(text)))


def fill(item, language, **values) -> str:
    """What this item says in this language, with its gaps filled. Raises Unfilled for those without a value."""
    said = partly(item, language, **values)
    if names := gaps(item.said_in(language)):
        missing = [name for name in names if name not in values]
        if missing:
            raise Unfilled(missing)
    return said


def partly(item, language, **values) -> str:
    """The same with what is known; other gaps stay to be seen. A value is never read as a text with gaps."""
    return GAP.sub(lambda gap: str(values.get(gap[1], gap[0])), item.said_in(language))


def sourced(item, text, language) -> str:
    """CS.5d: a fact carries where it is written and in which version; a kind word needs neither."""
    if item.kind == item.Kind.STATEMENT:
        source = item.title_in(language)
    elif item.source and not item.is_built_in:
        source = item.source
    else:
        return text
    with translation.override(language):
        return f"{text}\n({source}, {_('version %(number)s') % {'number': item.version}})"
