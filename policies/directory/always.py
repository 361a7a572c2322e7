"""The word for "at any hour", in six languages: content, since it stands on numbers that somebody calls in need."""

import functools
import json
from pathlib import Path

from policies.builtin import in_language

EMERGENCY = Path(__file__).parent.parent / "content" / "emergency.json"


@functools.cache
def numbers() -> dict:
    """The built-in emergency numbers with their words, read once per process."""
    return json.loads(EMERGENCY.read_text(encoding="utf-8"))


def always_in(language=None) -> str:
    return in_language(numbers()["always"], language)
