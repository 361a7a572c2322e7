"""What README states about the code is true."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from accounts.roles import RIGHT_LABELS, RIGHTS, Role

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def roles_table() -> list[str]:
    """One row per right, one column per role."""
    with translation.override("en"):
        head = ["May …", *(str(role.label) for role in Role)]
        rows = [
            [str(RIGHT_LABELS[right]), *("✓" if right in RIGHTS[role] else "–" for role in Role)]
            for right in RIGHT_LABELS
        ]
    return ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows]]


def test_roles_table_equals_the_code():
    table = README.split("<!-- roles -->")[1].split("<!-- /roles -->")[0].strip().splitlines()
    assert table == roles_table()


def test_every_place_named_exists():
    places = re.findall(r"`([a-z]+/)`", README)
    assert len(places) >= 10
    assert [place for place in places if not (ROOT / place).is_dir()] == []


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_every_linked_file_exists(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (ROOT / link).exists()] == []
