"""Every sentence of the interface stands in six languages, whole: nothing missing, fuzzy or left over."""

import ast
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ("accounts", "audit", "boundaries", "config", "policies", "supervision")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%")
FORMS = {"en": 2, "hu": 2, "sv": 2, "bg": 2, "cs": 4, "uk": 4}


def called(source: str) -> set[str]:
    """First texts of the gettext calls in a piece of Python; the text follows the context in pgettext."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            position = 1 if node.func.id.startswith("pgettext") else 0
            text = node.args[position] if len(node.args) > position else None
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found.add(text.value)
    return found


def in_template(path) -> set[str]:
    """The template's sentences, by Django's own rewriting of templates into gettext calls."""
    python = templatize(path.read_text(encoding="utf-8"))
    calls = re.findall(r"\bn?p?gettext\((?:u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")(?:,\s*)?)+(?:count)?\)", python)
    return set().union(*(called(call.replace(",count)", ")")) for call in calls))


@pytest.fixture(scope="module")
def sentences():
    python = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt")]
    found = set().union(*(called(path.read_text(encoding="utf-8")) for path in python))
    return found.union(*(in_template(path) for path in templates))


def catalogue(language):
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_stands_in_the_catalogue(language, sentences):
    assert len(sentences) > 600
    known = {entry.msgid for entry in catalogue(language)}
    assert sorted(sentences - known) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_with_the_same_placeholders(language):
    entries = catalogue(language)
    assert len(entries) > 600
    wrong = []
    for entry in entries:
        wanted = sorted(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        whole = all(text.strip() for text in texts(entry)) and not entry.fuzzy and not entry.obsolete
        alike = all(sorted(PLACEHOLDER.findall(text)) == wanted for text in texts(entry)[1:] or texts(entry))
        forms = not entry.msgid_plural or len(entry.msgstr_plural) == FORMS[language]
        if not (whole and alike and forms):
            wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_long_sentences_are_not_left_in_english(language):
    same = [entry.msgid for entry in catalogue(language) if entry.msgid == entry.msgstr]
    assert [text for text in same if len(PLACEHOLDER.sub("", text)) > 12] == []
