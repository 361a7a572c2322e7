"""The built-in shelf: everything there, complete in six languages, the same gaps in each, loaded once and for all."""

import datetime
import re

import pytest

from policies.contact_data import looks_like_contact_data
from policies.library.filling import gaps
from policies.library.loading import built_in, load_items
from policies.models import LibraryItem
from policies.search.folding import fold

LANGUAGES = {"en", "hu", "cs", "sv", "bg", "uk"}
ITEMS = {row["key"]: row for row in built_in()}
FIRST = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
SKILLS = {
    "empathy", "warmth", "acceptance", "trust", "sincerity", "attending", "active_listening", "paraphrase",
    "structuring", "focusing", "silence", "purpose_role", "dividing",
}  # fmt: skip
PIECES = {"skill": {"in_conversation", "in_writing"}, "possibility": {"sample"}, "limit": {"instead"}}


def of_kind(kind):
    return {key for key, row in ITEMS.items() if row["kind"] == kind}


def test_everything_that_the_sources_name_is_there():
    assert of_kind("skill") == SKILLS | {"respect"}
    assert [len(of_kind(kind)) for kind in ("limit", "possibility", "question", "exercise")] == [7, 8, 10, 4]
    assert {"recall_bad_experience", "person_without_passport", "confidentiality", "who_reads"} <= set(ITEMS)
    assert len(of_kind("prepared_text") | of_kind("statement")) == 15


def strings(value):
    if isinstance(value, str):
        return [value]
    return [text for part in (value.values() if isinstance(value, dict) else value) for text in strings(part)]


@pytest.mark.parametrize("key", ITEMS)
def test_an_item_is_complete_in_six_languages(key):
    row = ITEMS[key]
    assert set(row["texts"]) == LANGUAGES
    assert row["source"]
    assert re.fullmatch(r"[a-z][a-z_]*", key)
    shapes = {tuple(sorted(text)) for text in row["texts"].values()}
    assert len(shapes) == 1
    if key != "respect":
        assert PIECES.get(row["kind"], set()) <= set(*shapes)
    for language, text in row["texts"].items():
        said = [piece for name, value in text.items() if name != "body" for piece in strings(value)]
        assert all(piece.strip() == piece and piece for piece in said), (key, language)
        assert text["body"] or row["kind"] in ("limit", "possibility")
        assert len(text["title"]) <= 150
        assert max(map(len, strings(text))) <= 4000
        assert not looks_like_contact_data(" ".join(strings(text)))
    assert len({tuple(sorted(gaps(" ".join(strings(text))))) for text in row["texts"].values()}) == 1


@pytest.mark.parametrize("key", ITEMS)
def test_no_language_is_a_copy_of_another_and_each_is_in_its_letters(key):
    whole = {language: " ".join(strings(text)) for language, text in ITEMS[key]["texts"].items()}
    assert len(set(whole.values())) == len(LANGUAGES)
    for language, said in whole.items():
        said = re.sub(r"\{\w+\}", "", said)
        cyrillic = len(re.findall(r"[\u0400-\u04ff]", said)), len(re.findall(r"[a-zA-Z]", said))
        assert cyrillic[0] > 5 * cyrillic[1] if language in ("bg", "uk") else cyrillic[0] == 0, (key, language)


def test_related_items_and_steps_exist():
    from policies.builtin import content

    steps = {step["key"] for protocol in content()["protocols"] for step in protocol["steps"]}
    for key, row in ITEMS.items():
        assert set(row["related"]) <= set(ITEMS) - {key}
        assert set(row["step_keys"]) <= steps
    assert sum(bool(row["step_keys"]) for row in ITEMS.values()) >= 20


def test_the_respect_check_has_seven_things_each_with_what_to_do_instead():
    rows = [text["rows"] for text in ITEMS["respect"]["texts"].values()]
    assert {(len(found), *map(len, found)) for found in rows} == {(7, 2, 2, 2, 2, 2, 2, 2)}


@pytest.mark.django_db
def test_loading_again_changes_nothing_and_a_changed_text_is_a_new_version(content, monkeypatch):
    def standing():
        return {item.key: item.version for item in LibraryItem.objects.filter(organisation=None, retired_at=None)}

    assert standing() == dict.fromkeys(ITEMS, 1)
    load_items(FIRST)
    assert standing() == dict.fromkeys(ITEMS, 1)
    changed = ITEMS["silence"] | {"topic": "respect"}
    rows = [changed if row["key"] == "silence" else row for row in built_in() if row["key"] != "trust"]
    monkeypatch.setattr("policies.library.loading.built_in", lambda: rows)
    load_items(FIRST)
    assert {key for key, version in standing().items() if version == 2} == {"silence"}
    assert set(ITEMS) - set(standing()) == {"trust"}
    old = LibraryItem.objects.get(organisation=None, key="silence", version=1)
    assert (old.topic, old.retired_at is None) == ("skills", False)
    assert fold(old.title_in("sv")) == "tystnad"
