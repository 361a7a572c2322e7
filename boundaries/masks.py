"""Known names found in what people wrote, and what stands in their place."""

import re
from functools import cached_property

SHORTEST_NAME, SHORTEST_WITH_ENDING, LONGEST_ENDING = 3, 4, 5
LENGTHENED, SHORTENED = {"a": "[aá]", "e": "[eé]"}, {"á": "a", "é": "e"}


class Masks:
    """Names with what replaces each. Capitals do not matter, endings are found with the name."""

    def __init__(self):
        self._by_form = {}

    def __bool__(self):
        return bool(self._by_form)

    def add(self, names, by, whole=()) -> None:
        """Each name alone, and all of them in both orders; `whole` are other ways to write them together."""
        forms = {*names, *whole, " ".join(names), " ".join(reversed(names))}
        self._by_form |= dict.fromkeys((form.casefold() for form in forms if len(form) >= SHORTEST_NAME), by)

    @property
    def names(self) -> list[str]:
        """Every form that is looked for, in small letters."""
        return list(self._by_form)

    def on(self, text: str) -> str:
        """The text with every known name replaced."""
        return self._pattern.sub(self._replacement, text) if self and text else text

    def out_of(self, text: str) -> str:
        """The text with every known name taken out, and nothing put in its place."""
        return self._pattern.sub(self._taken, text) if self and text else text

    def _taken(self, found):
        return found[0] if self._replacement(found) == found[0] else " "

    def found(self, text: str) -> list[tuple[str, str]]:
        """(as it was written, what would replace it) of every known name in the text, each once."""
        if not self or not text:
            return []
        rows = ((match[0], self._replacement(match)) for match in self._pattern.finditer(text))
        return list(dict.fromkeys(row for row in rows if row[0] != row[1]))

    @cached_property
    def _pattern(self):
        """In capitals or not, and with an ending (Halásznak, Carától: the last a or e may become long before it)."""
        names = (re.escape(name) for name in sorted(self._by_form, key=len, reverse=True))
        longest_first = "|".join(f"{name[:-1]}{LENGTHENED.get(name[-1], name[-1])}" for name in names)
        return re.compile(rf"(?<!\w)({longest_first})(\w{{0,{LONGEST_ENDING}}})(?!\w)", re.IGNORECASE)

    def _replacement(self, found):
        name, ending = found[1].casefold(), found[2]
        if ending and (len(name) < SHORTEST_WITH_ENDING or not found[1][0].isupper()):
            return found[0]
        by = self._by_form
        short = name[:-1] + SHORTENED.get(name[-1], "")
        return by[name] if name in by else by.get(short, found[0])
