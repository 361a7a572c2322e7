"""Every route of the site, as the URL resolver knows them."""

import re
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """A pattern with its view and what the view declares about who may use it."""

    pattern: str
    view: object

    @property
    def access(self):
        return getattr(self.view, "access", None)

    def admits(self, person, method) -> bool:
        """A method may be open to fewer people than the address is."""
        by_method = getattr(self.view, "access_by_method", {})
        return by_method.get(method.upper(), self.access).admits(person)

    @property
    def arguments(self) -> list[str]:
        return ARGUMENT.findall(self.pattern)

    @property
    def is_for_programs(self) -> bool:
        return self.pattern.startswith("api/")

    def path(self, values) -> str:
        """The address with its arguments filled in; a missing one is a KeyError that names it."""
        return "/" + ARGUMENT.sub(lambda match: str(values[match[1]]), self.pattern)


def every_route() -> list[Route]:
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield Route(prefix + str(pattern.pattern), pattern.callback)
        else:
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern))
