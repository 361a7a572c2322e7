"""Single checks of values in a document: each yields rows (place, code, values of the sentence)."""

import re
import unicodedata

from accounts.models.organisation import LANGUAGES
from accounts.plain_text import is_blank
from policies.editing.document import CLAUSE as CLAUSE_KEYS  # noqa: F401 - the names that a clause may have

SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*\Z")
# gaps in sentences to say that are filled when they are shown (boundaries/sentences.py)
PLACEHOLDERS = frozenset({"channel", "service", "policy"})
BRACES = re.compile(r"\{(\w*)\}|[{}]")
MOST_SENTENCES = 10
MOST_NAME = 60


def row(place, code, **values):
    return place, code, values


def unknown_keys(found, known, place):
    for key in found:
        if key not in known:
            yield row(place, "unknown_field", name=str(key)[:MOST_NAME])


def unknown_languages(found, place):
    for language in found:
        if language not in LANGUAGES:
            yield row(place, "language_unknown", name=str(language)[:MOST_NAME])


def slug(value, place, most):
    if value in ("", None):
        yield row(place, "missing")
    else:
        yield from key(value, place, most)


def key(value, place, most):
    """What addresses and links are made of: never nothing, not even while it is being written."""
    if not isinstance(value, str) or len(value) > most or not SLUG.match(value):
        yield row(place, "not_a_key", most=most)


def one_of(value, place, allowed):
    if value in ("", None):
        yield row(place, "choice_missing")
    elif not isinstance(value, str) or value not in allowed:
        yield row(place, "choice_unknown", name=str(value)[:MOST_NAME])


def names(values, place, most):
    """A list of keys, each of which stands there once."""
    if not isinstance(values, list):
        yield row(place, "not_a_list")
        return
    if len(values) > most:
        yield row(place, "too_many", most=most)
        return
    for value in values:
        if not isinstance(value, str) or len(value) > MOST_NAME or not SLUG.match(value):
            yield row(place, "not_a_key", most=MOST_NAME)
            return
    if len(set(values)) < len(values):
        yield row(place, "named_twice")


def text(value, place, most):
    """What may stand there at all; whether something has to, others say."""
    if not isinstance(value, str):
        yield row(place, "not_text")
    elif any(c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cs") for c in value):
        yield row(place, "control_characters")
    elif len(value) > most:
        yield row(place, "too_long", most=most)


def in_languages(texts, place, languages, most, is_needed):
    if not isinstance(texts, dict):
        yield row(place, "not_by_language")
        return
    yield from unknown_languages(texts, place)
    rows = {language: texts.get(language, "") for language in languages}
    yield from rows_of(rows, f"{place}.%s", most=most, is_needed=is_needed)


def rows_of(texts, place, most, is_needed):
    """One text in all languages: where it stands in one it has to stand in each."""
    is_wanted = is_needed or any(isinstance(one, str) and not is_blank(one) for one in texts.values())
    for language, one in texts.items():
        yield from text(one, place % language, most)
        if is_wanted and isinstance(one, str) and is_blank(one):
            yield row(place % language, "missing_in_language", language=language)


def sentences(values, place, most):
    if not isinstance(values, list):
        yield row(place, "not_a_list")
        return
    if len(values) > MOST_SENTENCES:
        yield row(place, "too_many", most=MOST_SENTENCES)
        return
    for number, sentence in enumerate(values, start=1):
        yield from text(sentence, f"{place}.{number}", most)
        if isinstance(sentence, str):
            yield from _sentence(sentence, f"{place}.{number}")


def _sentence(sentence, place):
    if is_blank(sentence):
        yield row(place, "missing")
    if any(found.group(1) not in PLACEHOLDERS for found in BRACES.finditer(sentence)):
        yield row(place, "placeholder_unknown")


def said_in_all(texts, place):
    if any(text.get("said") for text in texts.values()):
        for language, one in texts.items():
            if not one.get("said"):
                yield row(f"{place}.{language}.said", "missing_in_language", language=language)
