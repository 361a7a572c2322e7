"""What docs/api.md states about the code is true. `python -m tests.docs.test_api_page` writes its tables anew."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "api.md"


def between(name) -> str:
    return re.search(f"<!-- {name} -->(.*?)<!-- /{name} -->", PAGE.read_text(encoding="utf-8"), re.DOTALL)[1].strip()


def table(head, rows) -> str:
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def refusals() -> str:
    from accounts.api.schema import REFUSALS, REFUSALS_OF_CHANGES

    every = sorted((REFUSALS | REFUSALS_OF_CHANGES).items())
    return table(["Status", "Means"], [[str(status), words] for status, (words, _shape) in every])


def addresses() -> str:
    from tests.sweeps.routes import every_route

    rows = [_row(route) for route in every_route() if route.is_for_programs]
    return table(["Address", "Methods", "Needs"], sorted(rows))


def _row(route):
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: found[1].upper(), route.pattern)
    methods = [
        method for method in ("GET", "POST", "PUT", "PATCH", "DELETE") if hasattr(route.view.cls, method.lower())
    ]
    needed = [_rights(route.access)]
    needed += [f"{method}: {_rights(access)}" for method, access in route.view.access_by_method.items()]
    return [f"`{path}`", " ".join(methods), "; ".join(filter(None, needed))]


def _rights(access):
    return ", ".join(f"`{right}`" for right in sorted(access.rights))


@pytest.mark.parametrize(("name", "made"), [("refusals", refusals), ("addresses", addresses)])
def test_its_tables_equal_the_code(name, made):
    assert between(name) == made()


def test_its_numbers_equal_the_code():
    from accounts.api.taking_in import MAX_BODY
    from accounts.models.sent_request import MOST_KEY
    from accounts.sending_once import KEEP

    assert (int(between("key")), int(between("keep")), int(between("body"))) == (MOST_KEY, KEEP.days, MAX_BODY // 1024)


def test_every_address_and_code_in_its_text_exists():
    from boundaries.api.filing import FILED_DIFFERENTLY
    from boundaries.attachments.reasons import REASONS

    text = PAGE.read_text(encoding="utf-8").partition("## Addresses")[0]
    known = re.compile("|".join(_as_pattern(row) for row in re.findall(r"`(/api/[^`]*)`", addresses())))
    named = re.findall(r"(/api/v1/[^`?\s]*)", text)
    assert len(named) >= 12
    assert [path for path in named if not known.fullmatch(path)] == ["/api/v1/"]
    assert FILED_DIFFERENTLY in text
    assert "wrong_offset" in text
    assert "wrong_offset" in REASONS


def _as_pattern(address):
    return re.sub("[A-Z_]{3,}", "[^/]+", re.escape(address))


def test_every_linked_file_exists():
    links = re.findall(r"\]\(([^)#]+)\)", PAGE.read_text(encoding="utf-8"))
    assert len(links) >= 2
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def write():
    text = PAGE.read_text(encoding="utf-8")
    for name, made in (("refusals", refusals), ("addresses", addresses)):
        content = f"<!-- {name} -->\n{made()}\n<!-- /{name} -->"
        text = re.sub(
            f"<!-- {name} -->.*?<!-- /{name} -->", lambda _found, content=content: content, text, flags=re.DOTALL
        )
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    write()
