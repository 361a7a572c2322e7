"""What is wrong with a document, by place: one fault for one mistake, and none for what is whole."""

import pytest

from policies.editing import document as shape
from policies.editing.fault_words import CODES, words
from policies.editing.faults import faults
from policies.models import EventType, PolicyVersion
from tests.policies import kinds, wordings

pytestmark = pytest.mark.django_db


def found(document, organisation=None):
    return [(fault.place, fault.code) for fault in faults(document, organisation=organisation)]


def test_what_is_whole_has_no_fault(organisation):
    for document in (wordings.gift_protocol(), wordings.norm()):
        assert found(document, organisation) == []


def test_the_built_in_protocols_have_none_but_what_an_own_one_needs(organisation):
    for version in PolicyVersion.objects.in_force().filter(policy__organisation=None):
        assert found(shape.document_of(version), organisation) == []


def put(path, value):
    """The gift protocol with this value at this place; KeyError where there is no such place."""
    document = wordings.gift_protocol()
    *way, last = [int(part) - 1 if part.isdigit() else part for part in path.split(".")]
    row = document
    for part in way:
        row = row[part]
    row[last] = value
    return document


MISTAKES = [
    ("format", 2, "format", "format_unknown"),
    ("slug", "Gifts!", "slug", "not_a_key"),
    ("slug", "", "slug", "missing"),
    ("slug", "edit", "slug", "slug_reserved"),
    ("kind", "law", "kind", "choice_unknown"),
    ("title.cs", "", "title.cs", "missing_in_language"),
    ("title.cs", " ​", "title.cs", "missing_in_language"),
    ("title.cs", 7, "title.cs", "not_text"),
    ("title.xx", "Gift", "title", "language_unknown"),
    ("title", "Gifts", "title", "not_by_language"),
    ("title.en", "x" * 121, "title.en", "too_long"),
    ("title.en", "a\x00b", "title.en", "control_characters"),
    ("title.en", "a\ud800b", "title.en", "control_characters"),
    ("closing.hu", "", "closing.hu", "missing_in_language"),
    ("owner", "me", "", "unknown_field"),
    ("audience", ["Old people"], "audience", "not_a_key"),
    ("audience", "elderly", "audience", "not_a_list"),
    ("event_types", ["small_gift", "small_gift"], "event_types", "named_twice"),
    ("event_types", ["nothing"], "event_types", "event_type_unknown"),
    ("event_types", [], "event_types", "event_types_missing"),
    ("clauses", {}, "clauses", "not_a_list"),
    ("clauses", [], "clauses", "clauses_missing"),
    ("clauses.4", "step", "clauses.4", "not_a_clause"),
    ("clauses.4.key", "thank", "clauses.4.key", "key_twice"),
    ("clauses.4.colour", "red", "clauses.4", "unknown_field"),
    ("clauses.4.kind", "principle", "clauses.4.kind", "step_wanted"),
    ("clauses.4.applies", "sometimes", "clauses.4.applies", "choice_unknown"),
    ("clauses.4.applies", "", "clauses.4.applies", "choice_missing"),
    ("clauses.4.is_documented", "yes", "clauses.4.is_documented", "not_yes_or_no"),
    ("clauses.4.conditions", ["need"], "clauses.4.conditions", "conditions_of_norms_only"),
    ("clauses.4.related", ["nowhere"], "clauses.4.related", "related_unknown"),
    ("clauses.4.texts", [], "clauses.4.texts", "not_by_language"),
    ("clauses.4.texts.bg", "text", "clauses.4.texts.bg", "not_texts"),
    ("clauses.4.texts.cs.title", "", "clauses.4.texts.cs.title", "missing_in_language"),
    ("clauses.4.texts.cs.short", "", "clauses.4.texts.cs.short", "missing_in_language"),
    ("clauses.4.texts.cs.instruction", "x" * 4001, "clauses.4.texts.cs.instruction", "too_long"),
    ("clauses.4.texts.en.record_prompt", "What?", "clauses.4.texts.hu.record_prompt", "missing_in_language"),
    ("clauses.4.texts.en.said", ["Thank you"], "clauses.4.texts.uk.said", "missing_in_language"),
    ("clauses.4.texts.en.said", ["{channel.__class__}"], "clauses.4.texts.en.said.1", "placeholder_unknown"),
    ("clauses.4.texts.en.said", ["Take {0"], "clauses.4.texts.en.said.1", "placeholder_unknown"),
    ("clauses.4.texts.en.said", [""], "clauses.4.texts.en.said.1", "missing"),
    ("clauses.4.texts.en.said", ["So"] * 11, "clauses.4.texts.en.said", "too_many"),
    ("clauses.9.answer_kind", "note", "clauses", "safety_missing"),
    ("clauses.8.answer_kind", "note", "clauses", "document_missing"),
    ("clauses.4.answer_kind", "reason", "clauses.4.answer_kind", "answer_kind_twice"),
    ("clauses.8.moment", "with_client", "clauses.8.moment", "with_us_wanted"),
    ("clauses.9.moment", "with_client", "clauses.9.moment", "with_us_wanted"),
    ("clauses.9.applies", "always", "clauses.9.applies", "conditional_wanted"),
]


@pytest.mark.parametrize(("path", "value", "place", "code"), MISTAKES)
def test_a_mistake_is_named_at_its_place(organisation, path, value, place, code):
    assert (place, code) in found(put(path, value), organisation)


NORM_MISTAKES = [
    (lambda d: d.update(event_types=["small_gift"]), "event_types", "event_types_of_protocols_only"),
    (lambda d: d.update(slug="phone-number"), "slug", "slug_taken"),
    (lambda d: d["clauses"][0].update(conditions=["nothing"]), "clauses.1.conditions", "condition_unknown"),
    (lambda d: d["clauses"][2].update(conditions=["need"]), "clauses.3.conditions", "conditions_of_entitlements_only"),
    (lambda d: d["clauses"][0].update(answer_kind="note"), "clauses.1.answer_kind", "steps_only"),
    (lambda d: d["clauses"][0].update(kind="step"), "clauses.1.kind", "choice_unknown"),
]


@pytest.mark.parametrize(("spoil", "place", "code"), NORM_MISTAKES)
def test_a_mistake_in_a_norm(organisation, spoil, place, code):
    document = wordings.norm()
    spoil(document)
    assert (place, code) in found(document, organisation)


def test_others_too(organisation, petra, lena):
    assert found([]) == [("", "not_a_document")]
    assert found(wordings.gift_protocol(closing=wordings.in_six("x" * 600_000))) == [("", "too_large")]
    assert ("clauses", "too_many") in found(wordings.gift_protocol(clauses=[wordings.step("one")] * 61))
    with_us = [wordings.step("one", "with_organisation")]
    assert ("clauses", "with_client_missing") in found(wordings.gift_protocol(clauses=with_us))
    wordings.published(petra, lena)
    assert found(wordings.gift_protocol(slug="presents"), organisation) == [("event_types", "event_type_taken")]
    kinds.changed(organisation, petra, "larger_gift_or_cash", is_active=False)
    unused = wordings.gift_protocol(event_types=["larger_gift_or_cash"])
    assert found(unused, organisation) == [("event_types", "event_type_inactive")]
    EventType.objects.filter(key="small_gift").update(active=False)
    assert ("event_types", "event_type_inactive") in found(wordings.gift_protocol(), organisation)


def test_every_fault_of_a_document_is_tried_here():
    tried = {code for *_rest, code in (*MISTAKES, *NORM_MISTAKES)} | {
        "not_a_document", "too_large", "event_type_taken", "event_type_inactive", "with_client_missing",
    }  # fmt: skip
    of_files = {"form_unknown", "not_utf8", "syntax", "repeated", "alias", "tag", "too_deep"}
    assert set(CODES) == tried | of_files


def test_every_sentence_is_whole():
    values = {"language": "cs", **dict.fromkeys(("most", "format", "name", "policy", "byte", "line", "problem"), "7")}
    for code in CODES:
        assert words(code, **values)
